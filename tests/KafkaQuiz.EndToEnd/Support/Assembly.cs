using KafkaQuiz.EndToEnd.Support;

[assembly: AssemblyFixture(typeof(Chromium))]
