#!/usr/bin/env bash
# Asks promtool whether the rules parse, the alerts fire when they should, and, where a scrape is at hand, whether the
# metrics are named as Prometheus would have them.
#
#   deploy/prometheus/check.sh [FILE|URL]    a scrape, or the /metrics of a running worker; where nothing is given, the
#                                            scrape that the integration tests left in target, if they have run
set -euo pipefail
cd "$(dirname "$0")/../.."

command -v promtool >/dev/null || {
  echo "promtool is not installed: apt-get install prometheus" >&2
  exit 2
}

promtool check rules deploy/prometheus/alerts.yaml deploy/prometheus/recording.yaml
promtool test rules deploy/prometheus/tests/*.yaml

scrape=${1:-target/metrics.txt}
if [[ $scrape == http* ]]; then
  curl -fsS "$scrape" | promtool check metrics
elif [[ -e $scrape || $# -gt 0 ]]; then
  promtool check metrics <"$scrape"
else
  echo "No scrape to check: there is no $scrape." >&2
fi
