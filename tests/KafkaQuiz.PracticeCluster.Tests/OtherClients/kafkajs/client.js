// KafkaJS against a practice cluster: node client.js COMMAND BOOTSTRAP… Prints one JSON object; standard error is KafkaJS's own log of errors.
const { Kafka, logLevel, CompressionTypes, ConfigResourceTypes } = require('kafkajs')

const [command, bootstrap, ...rest] = process.argv.slice(2)
const errors = []
const kafka = new Kafka({
  clientId: 'kafkajs',
  brokers: bootstrap.split(','),
  logLevel: logLevel.ERROR,
  // A busy machine is slow, not broken.
  connectionTimeout: 30000,
  requestTimeout: 60000,
  retry: { initialRetryTime: 100, retries: 12 },
  logCreator: () => ({ label, log }) => { errors.push(`${label} ${log.message} ${log.error ?? ''}`) },
})

const consume = async (groupId, topic, count, { fromBeginning = true, then = async () => {} } = {}) => {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, sessionTimeout: 30000 })
  const records = []
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning })
  await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, event => reject(event.payload.error))
    consumer.run({
      eachMessage: async ({ partition, message }) => {
        records.push({ partition, offset: message.offset, key: message.key?.toString() ?? null, value: message.value.toString(), header: message.headers.h?.toString() ?? null })
        await then(records.length)
        if (records.length === count) resolve()
      },
    }).catch(reject)
  })
  await consumer.stop()
  await consumer.disconnect()
  return records
}

const produce = async (topic, values, options = {}, extra = {}) => {
  const producer = kafka.producer({ allowAutoTopicCreation: false, ...options })
  await producer.connect()
  const sent = await producer.send({ topic, acks: -1, messages: values.map(value => ({ key: `k${value}`, value: String(value), headers: { h: 'x' } })), ...extra })
  await producer.disconnect()
  return sent
}

const commands = {
  async admin () {
    const admin = kafka.admin()
    await admin.connect()
    const created = await admin.createTopics({ topics: [{ topic: 'orders', numPartitions: 2, replicationFactor: 3, configEntries: [{ name: 'retention.ms', value: '60000' }] }] })
    await admin.createPartitions({ topicPartitions: [{ topic: 'orders', count: 4 }] })
    const metadata = await admin.fetchTopicMetadata({ topics: ['orders'] })
    const configs = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: 'orders', configNames: ['retention.ms'] }] })
    const offsets = await admin.fetchTopicOffsets('orders')
    const cluster = await admin.describeCluster()
    const topics = await admin.listTopics()
    await admin.deleteTopics({ topics: ['orders'] })
    const after = await admin.listTopics()
    await admin.disconnect()
    return {
      created,
      partitions: metadata.topics[0].partitions.map(p => ({ id: p.partitionId, replicas: p.replicas.length, isr: p.isr.length, leads: p.leader === p.replicas[0] })),
      retention: configs.resources[0].configEntries[0].configValue,
      offsets: offsets.length,
      brokers: cluster.brokers.length,
      clusterId: cluster.clusterId,
      topics,
      after,
    }
  },

  async groups () {
    await produce('orders', [1, 2, 3])
    await consume('g', 'orders', 3)
    const admin = kafka.admin()
    await admin.connect()
    const listed = (await admin.listGroups()).groups
    const described = (await admin.describeGroups(['g'])).groups[0]
    await admin.setOffsets({ groupId: 'g', topic: 'orders', partitions: [{ partition: 0, offset: '1' }] })
    const offsets = await admin.fetchOffsets({ groupId: 'g', topics: ['orders'] })
    const again = await consume('g', 'orders', 2)
    await admin.deleteGroups(['g'])
    const after = (await admin.listGroups()).groups
    await admin.disconnect()
    return { listed, state: described.state, offset: offsets[0].partitions.find(p => p.partition === 0).offset, again: again.map(r => r.value), after }
  },

  async alterConfigs () {
    const admin = kafka.admin()
    await admin.connect()
    await admin.alterConfigs({ validateOnly: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: 'orders', configEntries: [{ name: 'retention.ms', value: '12345' }] }] })
    const configs = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: 'orders', configNames: ['retention.ms'] }] })
    await admin.disconnect()
    return { retention: configs.resources[0].configEntries[0].configValue }
  },

  async deleteRecords () {
    await produce('orders', [1, 2, 3])
    const admin = kafka.admin()
    await admin.connect()
    // KafkaJS deletes records only of topics whose metadata it has, and does not fetch it for that.
    await admin.fetchTopicOffsets('orders')
    await admin.deleteTopicRecords({ topic: 'orders', partitions: [{ partition: 0, offset: '2' }] })
    const offsets = await admin.fetchTopicOffsets('orders')
    await admin.disconnect()
    return offsets[0]
  },

  async records () {
    const sent = await produce('orders', [...Array(50).keys()], {}, { compression: CompressionTypes.GZIP })
    return { sent: sent.length, error: sent[0].errorCode, records: await consume('g', 'orders', 50) }
  },

  async idempotent () {
    await produce('orders', [...Array(50).keys()], { idempotent: true, maxInFlightRequests: 1 })
    return { values: (await consume('g', 'orders', 50)).map(r => r.value) }
  },

  async transactions () {
    const producer = kafka.producer({ transactionalId: 'tx', maxInFlightRequests: 1, idempotent: true })
    await producer.connect()
    const aborted = await producer.transaction()
    await aborted.send({ topic: 'orders', messages: [{ value: 'aborted' }] })
    await aborted.abort()
    const committed = await producer.transaction()
    await committed.send({ topic: 'orders', messages: [{ value: 'committed' }] })
    await committed.sendOffsets({ consumerGroupId: 'g', topics: [{ topic: 'input', partitions: [{ partition: 0, offset: '7' }] }] })
    await committed.commit()
    await producer.disconnect()
    const admin = kafka.admin()
    await admin.connect()
    const offsets = await admin.fetchOffsets({ groupId: 'g', topics: ['input'] })
    await admin.disconnect()
    return { values: (await consume('reader', 'orders', 1)).map(r => r.value), offset: offsets[0].partitions[0].offset }
  },

  // Two members share four partitions; the second leaves and the first has them all.
  async rebalance () {
    const assigned = { a: [], b: [] }
    const member = async name => {
      const consumer = kafka.consumer({ groupId: 'shared', sessionTimeout: 30000, heartbeatInterval: 200, maxWaitTimeInMs: 100 })
      consumer.on(consumer.events.GROUP_JOIN, event => { assigned[name] = event.payload.memberAssignment.orders ?? [] })
      await consumer.connect()
      await consumer.subscribe({ topics: ['orders'] })
      await consumer.run({ eachMessage: async () => {} })
      return consumer
    }
    const until = async holds => { while (!holds()) await new Promise(resolve => setTimeout(resolve, 20)) }
    const a = await member('a')
    await until(() => assigned.a.length === 4)
    const b = await member('b')
    await until(() => assigned.a.length === 2 && assigned.b.length === 2)
    const shared = { a: [...assigned.a].sort(), b: [...assigned.b].sort() }
    await b.disconnect()
    await until(() => assigned.a.length === 4)
    await a.disconnect()
    // Members learn of a rebalance by their heartbeats' error, which KafkaJS logs as one.
    const unexpected = errors.splice(0).filter(line => !/Heartbeat.*rebalanc/.test(line))
    return { shared: [...shared.a, ...shared.b].sort(), unexpected }
  },

  // Produces a record, says so, and goes on when it is told that the leader is dead.
  async failover () {
    const producer = kafka.producer({ allowAutoTopicCreation: false })
    await producer.connect()
    await producer.send({ topic: 'orders', acks: -1, messages: [{ value: 'before' }] })
    // Makes __consumer_offsets while all three brokers are there for its replicas.
    await consume('g', 'orders', 1)
    console.error('ready')
    await new Promise(resolve => process.stdin.once('data', resolve))
    await producer.send({ topic: 'orders', acks: -1, messages: [{ value: 'after' }] })
    await producer.disconnect()
    process.stdin.destroy()
    const values = (await consume('reader', 'orders', 2)).map(r => r.value)
    return { values, errors: errors.splice(0) }
  },
}

commands[command](...rest).then(result => {
  console.log(JSON.stringify(result))
  errors.forEach(line => console.error(line))
  process.exit(0)
}, fault => {
  errors.forEach(line => console.error(line))
  console.error(fault)
  process.exit(1)
})
