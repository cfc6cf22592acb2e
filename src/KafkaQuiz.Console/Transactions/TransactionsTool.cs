using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;
using KafkaQuiz.Console.Options.Argparse;

namespace KafkaQuiz.Console.Transactions;

/// <summary>kafka-transactions: transactions by id and by partition, hanging ones, aborting them (TransactionsCommand.java).</summary>
internal sealed class TransactionsTool : Tool
{
    public override string Name => "kafka-transactions";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            if (context.Arguments.Any(a => a is "-v" or "--version"))
            {
                context.Line(UsageChecks.KafkaVersion + " (Commit:26b251a451ce941d)");
                return 0;
            }
            var arguments = ArgparseParser.Parse(Name, context.Arguments);
            await using var client = Connect(context, arguments);
            await (arguments.Command switch
            {
                "list" => ListTransactions.RunAsync(context, client, arguments, cancel),
                "describe" => DescribeTransaction.RunAsync(context, client, arguments.ValueOf("--transactional-id")!, cancel),
                "describe-producers" => DescribeProducers.RunAsync(context, client, arguments, cancel),
                "abort" => AbortTransaction.RunAsync(context, client, arguments, cancel),
                "find-hanging" => FindHanging.RunAsync(context, client, arguments, cancel),
                _ => ForceTerminate.RunAsync(client, arguments.ValueOf("--transactionalId")!, cancel),
            });
            return 0;
        }
        catch (ArgparseFault fault)
        {
            throw fault.Print(context, "kafka-transactions.sh", helpExit: 1);
        }
        catch (TerseException e)
        {
            context.ErrorLine(e.Message);
            return 1;
        }
        catch (JavaException e)
        {
            context.Error.Write("Exception in thread \"main\" " + e.Trace());
            return 1;
        }
    }

    /// <summary>printErrorAndExit.</summary>
    public static TerseException Failed(string what, JavaException cause)
    {
        var shown = cause.ClassName == "java.util.concurrent.ExecutionException" ? cause.Cause ?? cause : cause;
        return new TerseException($"{what}: {shown.MessageText}. Enable debug logging for additional detail.");
    }

    private static ClusterClient Connect(ToolContext context, ArgparseResult arguments)
    {
        var config = arguments.ValueOf("--command-config");
        if (config is not null && context.Session.Files.Read(config) is null)
            throw new TerseException($"Failed to load admin client properties: {config}. Enable debug logging for additional detail.");
        return context.Connect(arguments.ValueOf("--bootstrap-server")!, context.Properties(config));
    }
}
