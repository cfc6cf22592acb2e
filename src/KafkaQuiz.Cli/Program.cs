using System.CommandLine;

var root = new RootCommand("KafkaQuiz command line");
return await root.Parse(args).InvokeAsync();
