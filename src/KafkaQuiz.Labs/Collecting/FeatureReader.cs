using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>Finalized and supported features, by ApiVersions: asked anew, because levels may be raised while a connection lives.</summary>
internal static class FeatureReader
{
    public static async Task<Reading<FeaturesSeen>?> ReadAsync(Collection look)
    {
        if (!look.Needs.Features) return null;
        var broker = look.Links.Target.Bootstrap[0];
        var reading = await look.ReadAsync(ApiKey.ApiVersions, broker, async () =>
        {
            (var answer, broker) = await look.Links.AskAnyAsync(new ApiVersionsRequest { ClientSoftwareName = "kafkaquiz", ClientSoftwareVersion = "1" }, look.Cancel);
            look.Require(answer.ErrorCode, "features");
            return new FeaturesSeen(
                answer.FinalizedFeatures.Take(EvidenceLimits.Entries).DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => (int)f.MaxVersionLevel, StringComparer.Ordinal),
                answer.SupportedFeatures.Take(EvidenceLimits.Entries).DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => new LevelRange(f.MinVersion, f.MaxVersion), StringComparer.Ordinal));
        });
        return reading with { Source = reading.Source with { Broker = broker.ToString() } };
    }
}
