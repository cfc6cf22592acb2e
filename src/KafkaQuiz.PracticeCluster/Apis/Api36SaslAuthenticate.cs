using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// SaslAuthenticate (36), v0-2. A token of the mechanism, and how long the client's word is good (v1, KIP-368). It is answered where its turn is, by
/// <see cref="Security.Sasl.SaslAuthenticator"/>: here it comes too late, or over a listener without SASL. Nothing is left out.
/// </summary>
internal static class Api36SaslAuthenticate
{
    public static AccessChecks<SaslAuthenticateRequest, SaslAuthenticateResponse> Access { get; } = new((_, _, code, message) => new() { ErrorCode = code, ErrorMessage = message });

    public static SaslAuthenticateResponse Handle(RequestContext context, SaslAuthenticateRequest request) =>
        new() { ErrorCode = ErrorCode.IllegalSaslState, ErrorMessage = "SaslAuthenticate request received after successful authentication" };
}
