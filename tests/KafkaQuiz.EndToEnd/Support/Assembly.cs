using KafkaQuiz.EndToEnd.Support;
using KafkaQuiz.TestKit;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(RealKafka))]
