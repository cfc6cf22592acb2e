using BenchmarkDotNet.Running;
using KafkaQuiz.Benchmarks.Cluster;

// dotnet run -c Release --project eng/bench -- --filter '*' [--job short]     grading, by BenchmarkDotNet
// dotnet run -c Release --project eng/bench -- cluster [WHAT…]                the practice cluster, and a real Kafka where KAFKA_HOME names one
if (args is ["cluster", .. var what])
    return await ClusterRun.RunAsync(what);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
