// Puts one command there, and prints its reply: cd config/examples/node && npm ci && node producer.js [SERVERS [TOPIC [REPLIES]]]
// Workers need replies.allowed-topics: [shop.replies]. Each reply has the headers of its command, so the correlation id finds it.
import { randomUUID } from "node:crypto";
import kafkajs from "kafkajs";
import lz4 from "lz4js";

const { CompressionCodecs, CompressionTypes, Kafka, Partitioners, logLevel } = kafkajs;
// Workers compress with LZ4, which kafkajs leaves to others. This codec only reads.
CompressionCodecs[CompressionTypes.LZ4] = () => ({ decompress: async (bytes) => Buffer.from(lz4.decompress(bytes)) });

const [servers = "localhost:9092", topic = "metronome.commands", replies = "shop.replies"] = process.argv.slice(2);
const kafka = new Kafka({ brokers: servers.split(","), clientId: "shop", logLevel: logLevel.ERROR });
const correlationId = randomUUID();

// A group of its own for each process, so that no other process takes the reply. It reads from the end that it found.
const admin = kafka.admin();
await admin.connect();
const ends = await admin.fetchTopicOffsets(replies);
await admin.disconnect();
const consumer = kafka.consumer({ groupId: `shop-${randomUUID()}`, readUncommitted: false });
await consumer.connect();
await consumer.subscribe({ topic: replies, fromBeginning: true });
const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
const answered = new Promise((resolve) =>
  consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      if (message.headers.kafka_correlationId?.toString() === correlationId) resolve(message.value.toString());
    },
  }),
);
await joined;
for (const { partition, offset } of ends) consumer.seek({ topic: replies, partition, offset });

// The default partitioner of kafkajs 2 places keys as Kafka's Java client does; elsewhere the record would be forwarded.
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
await producer.connect();
const command = { idInstance: "1101000001", method: "sendTextStatus", body: { message: "Hello from Node" } };
await producer.send({
  topic,
  acks: -1,
  messages: [
    {
      key: command.idInstance,
      value: JSON.stringify(command),
      headers: { kafka_replyTopic: replies, kafka_correlationId: correlationId },
    },
  ],
});

// A command can wait for long: behind its instance's pace, or until it is due. A real producer keeps its id and goes on.
const timer = setTimeout(() => {
  console.error("no reply within a minute");
  process.exit(1);
}, 60_000);
console.log(await answered);
clearTimeout(timer);
await Promise.all([producer.disconnect(), consumer.disconnect()]);
