#!/bin/sh
# Puts one command there: config/examples/producer.sh [SERVERS [TOPIC]], with kcat (Debian: apt install kcat).
# murmur2 is how Kafka's Java client places keys; elsewhere the record would have to be forwarded.
echo '1101000001|{"idInstance": "1101000001", "method": "sendTextStatus", "body": {"message": "Hello from kcat"}}' |
  kcat -P -b "${1:-localhost:9092}" -t "${2:-metronome.commands}" -K '|' \
    -X acks=all -X topic.partitioner=murmur2_random
