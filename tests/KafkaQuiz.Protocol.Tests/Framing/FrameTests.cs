using System.Buffers;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Protocol.Tests.Framing;

public sealed class FrameTests
{
    [Fact]
    public void An_oversized_claim_is_refused_from_its_four_bytes_alone()
    {
        var buffer = new ReadOnlySequence<byte>([0x7F, 0xFF, 0xFF, 0xFF]);
        Assert.Throws<MalformedMessageException>(() => Frame.TryCut(ref buffer, 1000, out _));
    }

    [Fact]
    public void A_negative_claim_is_refused()
    {
        var buffer = new ReadOnlySequence<byte>([0xFF, 0xFF, 0xFF, 0xFF]);
        Assert.Throws<MalformedMessageException>(() => Frame.TryCut(ref buffer, 1000, out _));
    }

    [Fact]
    public void Frames_are_cut_one_after_another_and_a_partial_one_is_left()
    {
        var buffer = new ReadOnlySequence<byte>([0, 0, 0, 2, 7, 8, 0, 0, 0, 0, 0, 0, 0, 3, 1]);
        Assert.True(Frame.TryCut(ref buffer, 10, out var first));
        Assert.Equal([7, 8], first.ToArray());
        Assert.True(Frame.TryCut(ref buffer, 10, out var second));
        Assert.True(second.IsEmpty);
        Assert.False(Frame.TryCut(ref buffer, 10, out _));
        Assert.Equal(5, buffer.Length);
    }

    [Theory]
    [InlineData(ApiKey.ApiVersions, 3, 0)]
    [InlineData(ApiKey.Metadata, 8, 0)]
    [InlineData(ApiKey.Metadata, 9, 1)]
    [InlineData(ApiKey.SaslHandshake, 1, 0)]
    [InlineData(ApiKey.OffsetDelete, 0, 0)]
    public void Response_headers_are_flexible_with_the_body_except_ApiVersions(ApiKey key, short version, short header) =>
        Assert.Equal(header, Api.Of(key).ResponseHeaderVersion(version));

    [Fact]
    public void A_request_header_of_an_unknown_version_is_read_without_its_body()
    {
        var reader = new MessageReader(new byte[] { 0, 18, 0, 99, 0, 0, 0, 5, 0, 1, (byte)'a', 0xFF, 0xFF });
        Assert.Equal(new RequestHeader(ApiKey.ApiVersions, 99, 5, "a"), RequestHeader.Read(ref reader));
    }

    [Fact]
    public void Records_in_several_parts_are_sent_as_one()
    {
        var response = new FetchResponse
        {
            Responses = [new() { Topic = "t", Partitions = [new() { Records = new Records([new byte[] { 1, 2 }, new byte[] { 3 }]) }, new() { HighWatermark = 9 }] }],
        };
        using var writer = Frame.Write(response, 12, 77);
        var bytes = writer.ToArray();
        var buffer = new ReadOnlySequence<byte>(bytes);
        Assert.True(Frame.TryCut(ref buffer, 1000, out var frame));
        var reader = new MessageReader(frame.ToArray());
        Assert.Equal(77, Frame.ReadResponseHeader(ref reader, Api.Of(ApiKey.Fetch), 12));
        var read = (FetchResponse)Api.Of(ApiKey.Fetch).ReadResponse(ref reader, 12);
        Assert.Equal([1, 2, 3], read.Responses[0].Partitions[0].Records!.ToMemory().ToArray());
        Assert.Equal(9, read.Responses[0].Partitions[1].HighWatermark);
    }

    [Fact]
    public void Nulls_that_a_version_cannot_say_are_the_callers_fault()
    {
        using var writer = new MessageWriter();
        Assert.Throws<InvalidOperationException>(() => new MetadataRequest { Topics = null }.Write(writer, 0));
    }
}
