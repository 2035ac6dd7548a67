import { CompressionTypes, type ProducerRecord, type RecordMetadata } from 'kafkajs';
import { sendAll } from './kafka-send';

const partitionOf = (key: string) => Number(key) % 3;
const messages = ['0', '1', '2', '3', '4', '5'].map((key) => ({ key, value: `v${key}` }));

function sending(answers: readonly (readonly number[])[]) {
  const sent: string[][] = [];
  const send = async ({ messages: given }: ProducerRecord): Promise<RecordMetadata[]> => {
    sent.push(given.map(({ key, partition }) => `${partition}/${String(key)}`));
    return answers[sent.length - 1]!.map((partition) => ({ topicName: 't', partition, errorCode: 0 }));
  };
  return { sent, done: sendAll({ send, topic: 't', messages, partitionOf, compression: CompressionTypes.None }) };
}

test('what every partition answered for is sent once', async () => {
  const { sent, done } = sending([[2, 0, 1]]);
  await done;
  expect(sent).toEqual([['0/0', '1/1', '2/2', '0/3', '1/4', '2/5']]);
});

test('what no answer tells of is sent again, in order, and nothing else is', async () => {
  const { sent, done } = sending([[1], [2], [0]]);
  await done;
  expect(sent.slice(1)).toEqual([
    ['0/0', '2/2', '0/3', '2/5'],
    ['0/0', '0/3'],
  ]);
});

test('a round that brings no answer is an error, and it may be tried again', async () => {
  await expect(sending([[1], []]).done).rejects.toMatchObject({
    retriable: true,
    message: expect.stringContaining('for 4 events'),
  });
});
