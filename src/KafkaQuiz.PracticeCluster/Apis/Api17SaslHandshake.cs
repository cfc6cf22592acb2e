using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// SaslHandshake (17), v0-1. Names the mechanism that the client wants; after v0 its tokens come without headers. It is answered where its turn is,
/// by <see cref="Security.Sasl.SaslAuthenticator"/>: here it comes too late, or over a listener without SASL. Left out: GSSAPI and OAUTHBEARER.
/// </summary>
internal static class Api17SaslHandshake
{
    public static AccessChecks<SaslHandshakeRequest, SaslHandshakeResponse> Access { get; } = new((_, _, code, _) => new() { ErrorCode = code });

    public static SaslHandshakeResponse Handle(RequestContext context, SaslHandshakeRequest request) => new() { ErrorCode = ErrorCode.IllegalSaslState };
}
