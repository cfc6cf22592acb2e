using KafkaQuiz.Protocol.Tests.Golden;

namespace KafkaQuiz.Protocol.Tests;

public sealed class MessageGoldenTests
{
    [Fact]
    public void Every_api_version_and_direction_has_golden_bytes_of_Kafka()
    {
        var golden = GoldenFile.Messages.Select(m => (m.Api.Key, m.IsRequest, m.Version)).ToHashSet();
        foreach (var api in Api.All)
        {
            for (var version = api.MinVersion; version <= api.MaxVersion; version++)
            {
                Assert.Contains((api.Key, true, version), golden);
                Assert.Contains((api.Key, false, version), golden);
            }
        }
    }

    [Fact]
    public void Decoding_Kafkas_bytes_gives_the_values_that_Kafka_wrote()
    {
        foreach (var golden in GoldenFile.Messages)
        {
            var message = golden.Decode(golden.Bytes, out var remaining);
            Assert.True(remaining == 0, $"{golden}: {remaining} bytes left");
            var difference = JsonView.Difference(message, golden.Json);
            Assert.True(difference is null, $"{golden}: {difference}");
        }
    }

    [Fact]
    public void Encoding_what_was_decoded_gives_Kafkas_bytes_back()
    {
        foreach (var golden in GoldenFile.Messages)
        {
            using var writer = new MessageWriter();
            golden.Decode(golden.Bytes, out _).Write(writer, golden.Version);
            Assert.True(golden.Bytes.AsSpan().SequenceEqual(writer.ToArray()), golden.ToString());
        }
    }

    [Fact]
    public void Every_cut_of_a_message_is_refused_as_malformed()
    {
        foreach (var golden in GoldenFile.Messages.Where(m => m.Bytes.Length > 0))
        {
            var cut = golden.Bytes.AsMemory(0, golden.Bytes.Length - 1);
            try
            {
                golden.Decode(cut, out _);
                Assert.Fail($"{golden}: the cut went unnoticed");
            }
            catch (MalformedMessageException)
            {
            }
        }
    }
}
