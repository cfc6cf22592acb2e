using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary><c>--delete</c>.</summary>
internal static class DeleteGroups
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, OptionSet options, CancellationToken cancel)
    {
        var (deleted, failed) = (new List<string>(), new Dictionary<string, JavaException>(StringComparer.Ordinal));
        foreach (var group in JavaHash.Order(await ListGroups.NamesAsync(client, options, cancel)))
        {
            if (await TryAsync(client, group, cancel) is { } error)
                failed[group] = error;
            else
                deleted.Add(group);
        }
        var list = string.Join(", ", JavaHash.Order(deleted).Select(g => $"'{g}'"));
        if (failed.Count == 0)
        {
            context.Line($"Deletion of requested consumer groups ({list}) was successful.");
            return;
        }
        ConsumerGroupsTool.Fault(context, "Deletion of some consumer groups failed:");
        foreach (var group in JavaHash.Order(failed.Keys))
            context.Line($"* Group '{group}' could not be deleted due to: {failed[group]}");
        if (deleted.Count > 0)
            context.Line("\nThese consumer groups were deleted successfully: " + list);
    }

    private static async Task<JavaException?> TryAsync(ClusterClient client, string group, CancellationToken cancel)
    {
        try
        {
            var coordinator = await GroupCalls.CoordinatorAsync(client, group, cancel);
            var result = (await client.AskAsync(coordinator, new DeleteGroupsRequest { GroupsNames = [group] }, "deleteConsumerGroups", cancel)).Results[0];
            return result.ErrorCode == ErrorCode.None ? null : KafkaErrors.Exception(result.ErrorCode);
        }
        catch (JavaException e) when (e.Cause is not null)
        {
            return e.Cause;
        }
    }
}
