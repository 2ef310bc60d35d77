package io.metronome.emulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what the witnesses of all instances have noted. */
final class ReportBuilder {
    private static final int LISTED = 1_000;

    private final Map<String, Long> byMethod = new TreeMap<>();
    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private final List<Report.EarlyCall> early = new ArrayList<>();
    private final List<Report.RepeatedBody> repeated = new ArrayList<>();
    private final List<Report.InstanceReport> instances = new ArrayList<>();
    private long forgotten;

    private ReportBuilder() {}

    static Report report(Iterable<Account> accounts, Moment now) {
        ReportBuilder judge = new ReportBuilder();
        for (Account account : accounts) {
            synchronized (account) {
                account.settle(now);
                judge.hear(account);
            }
        }
        return judge.report();
    }

    private void hear(Account account) {
        CallRecorder witness = account.witness();
        if (witness.calls() == 0) {
            return;
        }
        witness.byMethod().forEach((method, calls) -> byMethod.merge(method, calls, Long::sum));
        witness.byStatus().forEach((status, calls) -> byStatus.merge(status, calls, Long::sum));
        early.addAll(witness.pace().early());
        repeated.addAll(witness.repeated());
        forgotten += witness.log().forgotten();
        instances.add(about(account, witness));
    }

    private static Report.InstanceReport about(Account account, CallRecorder witness) {
        return new Report.InstanceReport(
                account.instance().id(),
                account.state().wire(),
                account.settings().delayMillis(),
                witness.calls(),
                witness.tooManyRequests(),
                account.outbox().size(),
                account.outbox().left(),
                account.outbox().dropped(),
                witness.pace().summary());
    }

    private Report report() {
        early.sort(Comparator.comparing(Report.EarlyCall::arrivedAt));
        return new Report(
                instances.stream().mapToLong(Report.InstanceReport::calls).sum(),
                byMethod,
                byStatus,
                instances.stream().mapToLong(each -> each.pace().earlyCalls()).sum(),
                early,
                instances.stream()
                        .mapToLong(Report.InstanceReport::tooManyRequests)
                        .sum(),
                repeated.size(),
                repeated.stream().filter(each -> each.accepted() > 1).count(),
                List.copyOf(repeated.subList(0, Math.min(LISTED, repeated.size()))),
                instances,
                forgotten);
    }
}
