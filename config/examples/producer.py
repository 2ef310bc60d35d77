"""Puts one command there: python3 config/examples/producer.py [SERVERS [TOPIC]], with the package confluent-kafka."""
import json
import sys
from confluent_kafka import Producer

servers = sys.argv[1] if len(sys.argv) > 1 else "localhost:9092"
topic = sys.argv[2] if len(sys.argv) > 2 else "metronome.commands"
command = {"idInstance": "1101000001", "method": "sendTextStatus", "body": {"message": "Hello from Python"}}
# murmur2 is how Kafka's Java client places keys; elsewhere the record would have to be forwarded.
producer = Producer({"bootstrap.servers": servers, "acks": "all", "partitioner": "murmur2_random"})
producer.produce(topic, key=command["idInstance"], value=json.dumps(command),
                 on_delivery=lambda error, record: print(error or f"{record.topic()}-{record.partition()}@{record.offset()}"))
sys.exit("not delivered" if producer.flush(15) else 0)
