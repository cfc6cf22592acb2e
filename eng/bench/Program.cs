using BenchmarkDotNet.Running;

// dotnet run -c Release --project eng/bench -- --filter '*' [--job short]
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
