using System.Collections;
using System.Reflection;

namespace KafkaQuiz.Protocol.Tests;

/// <summary>Fills any message with random content by reflection.</summary>
internal sealed class RandomMessage(int seed, bool nulls)
{
    private static readonly NullabilityInfoContext Nullability = new();
    private readonly Random _random = new(seed);

    public object Fill(object message)
    {
        foreach (var property in message.GetType().GetProperties().Where(p => p.CanWrite))
        {
            if (property.Name == nameof(Messages.FetchRequest.UnknownTaggedFields))
                continue;
            bool nullable;
            lock (Nullability)
                nullable = Nullability.Create(property).WriteState == NullabilityState.Nullable;
            property.SetValue(message, nullable && nulls && _random.Next(3) == 0 ? null : Value(property.PropertyType));
        }
        return message;
    }

    private object Value(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
        {
            var list = (IList)Activator.CreateInstance(type)!;
            for (var left = _random.Next(4); left > 0; left--)
                list.Add(Value(type.GetGenericArguments()[0]));
            return list;
        }
        return Type.GetTypeCode(type) switch
        {
            _ when type == typeof(ErrorCode) => (ErrorCode)(short)_random.Next(),
            TypeCode.Boolean => _random.Next(2) == 0,
            TypeCode.SByte => (sbyte)_random.Next(),
            TypeCode.Int16 => (short)_random.Next(),
            TypeCode.UInt16 => (ushort)_random.Next(),
            TypeCode.Int32 => _random.Next(3) == 0 ? -1 : _random.Next(),
            TypeCode.UInt32 => (uint)_random.Next(),
            TypeCode.Int64 => _random.NextInt64() - (long.MaxValue / 2),
            TypeCode.Double => _random.NextDouble() * 1e9,
            TypeCode.String => new string([.. Enumerable.Range(0, _random.Next(200)).Select(_ => "abc토픽.-_ "[_random.Next(9)])]),
            _ when type == typeof(Guid) => new Guid(Bytes(16)),
            _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(Bytes(_random.Next(300))),
            _ when type == typeof(Records) => new Records([Bytes(_random.Next(300)), Bytes(_random.Next(300))]),
            _ => Fill(Activator.CreateInstance(type)!),
        };
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
