// Usage: node exercise.mjs CONNECTION_STRING QUEUE
// Does with the official client what the adapter relies on, and prints what it saw as one JSON object.
import { ServiceBusClient } from "@azure/service-bus";

const [connectionString, queue] = process.argv.slice(2);
const client = new ServiceBusClient(connectionString, { retryOptions: { maxRetries: 0, timeoutInMs: 20000 } });
const sender = client.createSender(queue);
const receiver = client.createReceiver(queue, { receiveMode: "peekLock", maxAutoLockRenewalDurationInMs: 0 });
const deadLetters = client.createReceiver(queue, { subQueueType: "deadLetter" });
const seen = {};

async function one(from = receiver) {
  const messages = await from.receiveMessages(1, { maxWaitTimeInMs: 20000 });
  if (messages.length !== 1) {
    throw new Error(`Expected a message, got ${messages.length}.`);
  }

  return messages[0];
}

async function step(name, action) {
  try {
    seen[name] = await action();
  } catch (error) {
    seen[name] = `failed: ${error.code ?? ""} ${error.message}`;
  }
}

await step("send", async () => {
  await sender.sendMessages(["complete", "abandon", "defer", "deadLetter", "renew"].map((id) => (
    { messageId: id, subject: "Test.v1", body: { question: `|x| of ${id}` }, applicationProperties: { id } })));
  return (await receiver.peekMessages(10)).map((message) => message.messageId);
});

await step("complete", async () => {
  const message = await one();
  await receiver.completeMessage(message);
  return [message.messageId, message.subject, message.body.question, message.applicationProperties.id, message.deliveryCount];
});

await step("abandon", async () => {
  const first = await one();
  await receiver.abandonMessage(first, { tried: "once" });
  const second = await one();
  await receiver.completeMessage(second);
  return [first.messageId, first.deliveryCount, second.messageId, second.deliveryCount, second.applicationProperties.tried];
});

await step("defer", async () => {
  const message = await one();
  await receiver.deferMessage(message);
  const [deferred] = await receiver.receiveDeferredMessages(message.sequenceNumber);
  await receiver.completeMessage(deferred);
  return [message.messageId, deferred.messageId, deferred.state];
});

await step("deadLetter", async () => {
  const message = await one();
  await receiver.deadLetterMessage(message, { deadLetterReason: "UnreadableBody", deadLetterErrorDescription: "no JSON at 3" });
  const dead = await one(deadLetters);
  await deadLetters.completeMessage(dead);
  return [message.messageId, dead.messageId, dead.deadLetterReason, dead.deadLetterErrorDescription];
});

await step("renew", async () => {
  const message = await one();
  const before = message.lockedUntilUtc.getTime();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const after = (await receiver.renewMessageLock(message)).getTime();
  await receiver.completeMessage(message);
  return [message.messageId, after > before];
});

await step("settleTwice", async () => {
  await sender.sendMessages({ messageId: "twice", body: 1 });
  const message = await one();
  await receiver.completeMessage(message);
  try {
    await receiver.renewMessageLock(message);
    return "renewed a lock that was gone";
  } catch (error) {
    return error.code;
  }
});

await step("schedule", async () => {
  const at = new Date(Date.now() + 700);
  const [kept, cancelled] = await sender.scheduleMessages([{ messageId: "kept", body: 1 }, { messageId: "cancelled", body: 2 }], at);
  await sender.cancelScheduledMessages(cancelled);
  const peeked = await receiver.peekMessages(10);
  const message = await one();
  await receiver.completeMessage(message);
  return [peeked.map((m) => [m.messageId, m.state]), message.messageId, Date.now() >= at.getTime(), kept !== undefined];
});

await step("batch", async () => {
  const ids = Array.from({ length: 25 }, (_, i) => `b${String(i).padStart(2, "0")}`);
  await sender.sendMessages(ids.map((id) => ({ messageId: id, body: id })));
  const got = [];
  while (got.length < ids.length) {
    const messages = await receiver.receiveMessages(10, { maxWaitTimeInMs: 20000 });
    await Promise.all(messages.map((message) => receiver.completeMessage(message)));
    got.push(...messages.map((message) => message.messageId));
  }

  return [got.length, new Set(got).size];
});

await step("empty", async () => (await receiver.receiveMessages(5, { maxWaitTimeInMs: 200 })).length);

console.log(JSON.stringify(seen));
await client.close();
