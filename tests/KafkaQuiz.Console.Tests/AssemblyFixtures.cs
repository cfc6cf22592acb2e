using KafkaQuiz.TestKit;

[assembly: AssemblyFixture(typeof(RealKafka))]
