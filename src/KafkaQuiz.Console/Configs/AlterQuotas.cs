using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Configs;

/// <summary><c>--alter</c> of clients, users and IPs. SCRAM credentials are not altered here: a password does not belong in a console's history.</summary>
internal static class AlterQuotas
{
    public static async Task RunAsync(ClusterClient client, ConfigsOptions options, Dictionary<string, string> added, List<string> deleted, CancellationToken cancel)
    {
        Check(options, added, deleted);
        var old = (await Quotas.DescribeAsync(client, options, cancel)).SelectMany(e => e.Values.Select(v => v.Key)).ToHashSet(StringComparer.Ordinal);
        var invalid = deleted.Where(d => !old.Contains(d)).ToList();
        if (invalid.Count > 0)
            throw JavaException.Kafka("InvalidConfigurationException", "Invalid config(s): " + string.Join(",", invalid));
        var entry = new AlterClientQuotasRequest.EntryData
        {
            Entity = [.. options.EntityTypes.Zip(options.EntityNames, (type, name) => new AlterClientQuotasRequest.EntityData { EntityType = Quotas.WireType(type), EntityName = name.Length == 0 ? null : name })],
            Ops =
            [
                .. added.Select(a => new AlterClientQuotasRequest.OpData { Key = a.Key, Value = Number(a.Key, a.Value) }),
                .. deleted.Select(d => new AlterClientQuotasRequest.OpData { Key = d, Remove = true }),
            ],
        };
        var response = await client.AskAsync(new AlterClientQuotasRequest { Entries = [entry] }, "alterClientQuotas", cancel);
        if (response.Entries.FirstOrDefault(e => e.ErrorCode != ErrorCode.None) is { } failed)
            throw JavaException.Execution(KafkaErrors.Exception(failed.ErrorCode, failed.ErrorMessage));
    }

    private static void Check(ConfigsOptions options, Dictionary<string, string> added, List<string> deleted)
    {
        var type = options.EntityTypes[0];
        if (type == ConfigsOptions.Ips)
        {
            var strange = added.Keys.Concat(deleted).Where(k => k != "connection_creation_rate").ToList();
            if (strange.Count > 0)
                throw JavaException.IllegalArgument($"Only connection quota configs can be added for 'ips' using --bootstrap-server. Unexpected config names: {string.Join(",", strange)}");
            return;
        }
        var clients = type == ConfigsOptions.Clients || options.EntityTypes.Count == 2;
        bool IsUnknown(string key) => !Quotas.IsClientQuota(key) && (clients || !IsScram(key));
        var kinds = clients ? "Only quota configs" : "Only quota and SCRAM credential configs";
        var name = clients ? ConfigsOptions.Clients : ConfigsOptions.Users;
        if (added.Keys.Where(IsUnknown).ToList() is { Count: > 0 } unknown)
            throw JavaException.IllegalArgument($"{kinds} can be added for '{name}' using --bootstrap-server. Unexpected config names: Set({string.Join(", ", unknown)})");
        if (deleted.Where(IsUnknown).ToList() is { Count: > 0 } unknownDeleted)
            throw JavaException.IllegalArgument($"{kinds} can be deleted for '{name}' using --bootstrap-server. Unexpected config names: List({string.Join(", ", unknownDeleted)})");
        if (added.Keys.Concat(deleted).Any(IsScram))
            throw Shell.ShellFault.Refused("이 콘솔에서는 SCRAM 비밀번호를 바꿀 수 없습니다.", "SCRAM passwords cannot be changed in this console.");
    }

    private static bool IsScram(string key) => key is "SCRAM-SHA-256" or "SCRAM-SHA-512";

    private static double Number(string key, string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw JavaException.IllegalArgument($"Cannot parse quota configuration value for {key}: {value}");
}
