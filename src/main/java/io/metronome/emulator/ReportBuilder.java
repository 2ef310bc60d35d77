package io.metronome.emulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the report from the recorders of all instances. */
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
        ReportBuilder builder = new ReportBuilder();
        for (Account account : accounts) {
            synchronized (account) {
                account.settle(now);
                builder.add(account);
            }
        }
        return builder.report();
    }

    private void add(Account account) {
        CallRecorder recorder = account.recorder();
        if (recorder.calls() == 0) {
            return;
        }
        recorder.byMethod().forEach((method, calls) -> byMethod.merge(method, calls, Long::sum));
        recorder.byStatus().forEach((status, calls) -> byStatus.merge(status, calls, Long::sum));
        early.addAll(recorder.pace().early());
        repeated.addAll(recorder.repeated());
        forgotten += recorder.log().forgotten();
        instances.add(about(account, recorder));
    }

    private static Report.InstanceReport about(Account account, CallRecorder recorder) {
        return new Report.InstanceReport(
                account.instance().id(),
                account.state().wire(),
                account.settings().delayMillis(),
                recorder.calls(),
                recorder.tooManyRequests(),
                account.outbox().size(),
                account.outbox().left(),
                account.outbox().dropped(),
                recorder.pace().summary());
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
