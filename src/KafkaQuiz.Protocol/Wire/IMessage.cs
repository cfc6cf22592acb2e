namespace KafkaQuiz.Protocol;

/// <summary>A message body that can be written at a version of its schema.</summary>
public interface IMessage
{
    /// <summary>Appends the body at <paramref name="version"/>.</summary>
    /// <exception cref="InvalidOperationException">A field is null where the version has no null.</exception>
    void Write(MessageWriter writer, short version);
}

/// <summary>A request body.</summary>
public interface IRequest : IMessage
{
    ApiKey ApiKey { get; }
}

/// <summary>A request body whose response is <typeparamref name="TResponse"/>.</summary>
public interface IRequest<TResponse> : IRequest
    where TResponse : class, IResponse
{
}

/// <summary>A response body.</summary>
public interface IResponse : IMessage
{
    ApiKey ApiKey { get; }
}
