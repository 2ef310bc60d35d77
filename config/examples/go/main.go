// Puts one command there, and prints its reply:
//
//	cd config/examples/go && go mod tidy && go run . [SERVERS [TOPIC [REPLIES]]]
//
// Workers need replies.allowed-topics: [shop.replies]. Each reply has the headers of its command, so the correlation id
// finds it.
package main

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

const network = 15_000 // milliseconds

// A command can wait for long: behind its instance's pace, or until it is due. A real producer keeps its id and goes on.
const patience = time.Minute

func main() {
	servers, topic, replies := argument(1, "localhost:9092"), argument(2, "metronome.commands"), argument(3, "shop.replies")
	id := make([]byte, 16)
	_, err := rand.Read(id)
	must(err)
	correlationID := hex.EncodeToString(id)
	consumer := readFromTheEnd(servers, replies)
	defer consumer.Close()
	produce(servers, topic, replies, correlationID)
	for end := time.Now().Add(patience); time.Now().Before(end); {
		reply, isReply := consumer.Poll(200).(*kafka.Message)
		if isReply && has(reply, correlationID) {
			fmt.Println(string(reply.Value))
			return
		}
	}
	log.Fatal("no reply within ", patience)
}

// Partitions are assigned by hand, so that no other process takes the reply. The group's name is not used then.
func readFromTheEnd(servers, replies string) *kafka.Consumer {
	consumer, err := kafka.NewConsumer(&kafka.ConfigMap{
		"bootstrap.servers": servers, "group.id": "shop", "enable.auto.commit": false, "isolation.level": "read_committed",
	})
	must(err)
	found, err := consumer.GetMetadata(&replies, false, network)
	must(err)
	var partitions []kafka.TopicPartition
	for _, one := range found.Topics[replies].Partitions {
		_, end, err := consumer.QueryWatermarkOffsets(replies, one.ID, network)
		must(err)
		partitions = append(partitions, kafka.TopicPartition{Topic: &replies, Partition: one.ID, Offset: kafka.Offset(end)})
	}
	must(consumer.Assign(partitions))
	return consumer
}

func produce(servers, topic, replies, correlationID string) {
	// murmur2 is how Kafka's Java client places keys; elsewhere the record would have to be forwarded.
	producer, err := kafka.NewProducer(&kafka.ConfigMap{
		"bootstrap.servers": servers, "acks": "all", "partitioner": "murmur2_random",
	})
	must(err)
	defer producer.Close()
	delivered := make(chan kafka.Event, 1)
	must(producer.Produce(&kafka.Message{
		TopicPartition: kafka.TopicPartition{Topic: &topic, Partition: kafka.PartitionAny},
		Key:            []byte("1101000001"),
		Value:          []byte(`{"idInstance": "1101000001", "method": "sendTextStatus", "body": {"message": "Hello from Go"}}`),
		Headers: []kafka.Header{
			{Key: "kafka_replyTopic", Value: []byte(replies)},
			{Key: "kafka_correlationId", Value: []byte(correlationID)},
		},
	}, delivered))
	must((<-delivered).(*kafka.Message).TopicPartition.Error)
}

func has(reply *kafka.Message, correlationID string) bool {
	for _, header := range reply.Headers {
		if header.Key == "kafka_correlationId" && string(header.Value) == correlationID {
			return true
		}
	}
	return false
}

func argument(place int, otherwise string) string {
	if len(os.Args) > place {
		return os.Args[place]
	}
	return otherwise
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
