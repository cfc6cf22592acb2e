using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Network;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Security.Sasl;

/// <summary>What becomes of a connection with a client's frame.</summary>
/// <param name="Answer">Sent to the client, if anything is.</param>
/// <param name="IsFailed">The connection ends: after the delay, and after the answer.</param>
internal readonly record struct SaslStep(MessageWriter? Answer, bool IsFailed);

/// <summary>
/// The states of a connection to a SASL listener (SaslServerAuthenticator.java): ApiVersions at most once, SaslHandshake, then tokens, in SaslAuthenticate
/// or bare after a SaslHandshake of version 0. Once it is complete a client whose session has an end begins again with SaslHandshake, at most once a second
/// (KIP-368). Frames are taken on the loop; the properties are for the connection's task.
/// </summary>
internal sealed class SaslAuthenticator(Node node, Listener listener, Session session, CancellationToken gone)
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = node.Cluster.Time.Inner;
    private State _state;
    private ISaslServer? _server;
    private string _mechanism = "";
    private bool _isBare;
    private long? _begunAgain;
    private (long Since, TimeSpan Lifetime)? _limit;

    private enum State
    {
        HandshakeOrVersions,
        Handshake,
        Tokens,
        OtherMechanism,
        Complete,
    }

    /// <summary>Who the client is, as far as is known.</summary>
    public Session Session { get; private set; } = session;

    public bool IsComplete => _state == State.Complete;

    /// <summary>The client should have proved again who it is.</summary>
    public bool IsExpired => _limit is { } limit && _time.GetElapsedTime(limit.Since) > limit.Lifetime;

    private bool IsAgain => _begunAgain is not null;

    /// <summary>Takes the session that there is back to its beginning, since the client's next frame is a SaslHandshake. Not when it has no end.</summary>
    public bool TryBeginAgain()
    {
        if (!IsComplete || _limit is null || (_begunAgain is { } last && _time.GetElapsedTime(last) < AtMostEvery))
            return false;
        _begunAgain = _time.GetTimestamp();
        _state = State.HandshakeOrVersions;
        return true;
    }

    /// <summary>Takes a frame of a client that has not proved who it is.</summary>
    public SaslStep Take(ReadOnlyMemory<byte> frame)
    {
        try
        {
            return _state switch
            {
                State.Tokens => _isBare ? BareToken(frame) : Token(RequestFrame.Read(frame, listener)),
                State.OtherMechanism => new(null, IsFailed: true),
                _ => Begin(RequestFrame.Read(frame, listener, key => key is ApiKey.ApiVersions or ApiKey.SaslHandshake)),
            };
        }
        catch (MalformedMessageException)
        {
            // No request, or not its turn: as a client without SASL sends.
            return new(null, IsFailed: true);
        }
    }

    private SaslStep Begin(RequestFrame frame)
    {
        if (frame.Request is SaslHandshakeRequest handshake)
            return Handshake(frame, handshake.Mechanism);
        if (_state != State.HandshakeOrVersions)
            return new(null, IsFailed: true);
        if (frame.Request is not ApiVersionsRequest versions)
            return new(Frame.Write(ApiTable.UnsupportedApiVersions(), 0, frame.Header.CorrelationId), IsFailed: false);
        _state = State.Handshake;
        return Answer(frame, Api18ApiVersions.Handle(new RequestContext(node, listener, frame.Header, gone) { Session = Session }, versions));
    }

    private SaslStep Handshake(RequestFrame frame, string mechanism)
    {
        var sasl = ListenerSasl.InForce(node, listener);
        if (!sasl.Mechanisms.Contains(mechanism))
        {
            return IsAgain ? new(null, IsFailed: true)
                : Answer(frame, new SaslHandshakeResponse { ErrorCode = ErrorCode.UnsupportedSaslMechanism, Mechanisms = [.. sasl.Mechanisms] }, isFailed: true);
        }
        _state = IsAgain && mechanism != _mechanism ? State.OtherMechanism : State.Tokens;
        (_mechanism, _isBare, _server) = (mechanism, frame.Header.Version == 0, sasl.ServerOf(mechanism, node.Cluster.Scram));
        return Answer(frame, new SaslHandshakeResponse { Mechanisms = [.. sasl.Mechanisms] });
    }

    private SaslStep BareToken(ReadOnlyMemory<byte> token)
    {
        try
        {
            var challenge = _server!.Evaluate(token.Span);
            if (_server.User is { } user)
                Complete(user);
            var writer = new MessageWriter();
            writer.BeginFrame();
            writer.WriteRaw(challenge);
            writer.EndFrame();
            return new(writer, IsFailed: false);
        }
        catch (SaslException)
        {
            return new(null, IsFailed: true);
        }
    }

    private SaslStep Token(RequestFrame frame)
    {
        if (frame.Request is not SaslAuthenticateRequest request)
        {
            // Told in the words of whatever was asked.
            return frame.Entry is null || frame.Entry.Access?.Fault(frame.Request!, frame.Header.Version, ErrorCode.IllegalSaslState, $"Unexpected Kafka request of type {Capitals.Of(frame.Header.Key.ToString())} during SASL authentication.") is not { } fault
                ? new(null, IsFailed: true) : Answer(frame, fault, isFailed: true);
        }
        try
        {
            var challenge = _server!.Evaluate(request.AuthBytes.Span);
            if (_server.User is { } user)
                Complete(user);
            return Answer(frame, new SaslAuthenticateResponse { ErrorMessage = "", AuthBytes = challenge, SessionLifetimeMs = IsComplete && _limit is { } limit ? (long)limit.Lifetime.TotalMilliseconds : 0 });
        }
        catch (SaslException e)
        {
            return Answer(frame, new SaslAuthenticateResponse
            {
                ErrorCode = ErrorCode.SaslAuthenticationFailed,
                ErrorMessage = e.Told ?? $"Authentication failed during {(IsAgain ? "re-authentication" : "authentication")} due to invalid credentials with SASL mechanism {_mechanism}",
            }, isFailed: true);
        }
    }

    private void Complete(string user)
    {
        var principal = "User:" + user;
        if (IsAgain && Session.Principal != principal)
            throw new SaslException($"Cannot change principals during re-authentication from {Session.Principal.Replace(':', '.')}: User.{user}");
        Session = Session with { Principal = principal };
        _limit = ListenerSasl.InForce(node, listener).SessionLifetime(_mechanism) is { } lifetime ? (_time.GetTimestamp(), lifetime) : null;
        _state = State.Complete;
    }

    private static SaslStep Answer(RequestFrame frame, IResponse response, bool isFailed = false) =>
        new(Frame.Write(response, frame.Header.Version, frame.Header.CorrelationId), isFailed);
}
