using System.Collections;
using System.Globalization;
using System.Reflection;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Differential.Tests.Recording;

/// <summary>
/// Every field of a response as path and text. Elements of a list are named by what identifies them (<c>Topics[orders].Partitions[0].LeaderId</c>), so that
/// lists are compared as the keyed sets that clients make of them; where Kafka defines an order (<see cref="FieldRules.IsOrdered"/>) by their place.
/// </summary>
internal sealed class FieldReader(Symbols symbols)
{
    private readonly FieldRules _rules = new(symbols);

    /// <param name="message">A generated message, or anything whose public properties are answers.</param>
    public SortedDictionary<string, string> Read(object message)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        CallTopics(message);
        ReadObject(message.GetType().Name, "", message, fields);
        return fields;
    }

    private static IEnumerable<PropertyInfo> Properties(object element) =>
        element.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.PropertyType != typeof(ApiKey)).OrderBy(p => p.MetadataToken);

    /// <summary>A topic's id is named by the topic's name wherever both stand together.</summary>
    private void CallTopics(object? value)
    {
        if (value is IList list)
        {
            foreach (var element in list)
                CallTopics(element);
        }
        if (value is null || value.GetType().Namespace != "KafkaQuiz.Protocol.Messages")
            return;
        var properties = Properties(value).ToDictionary(p => p.Name, p => p.GetValue(value));
        if (properties.GetValueOrDefault("TopicId") is Guid id && (properties.GetValueOrDefault("Name") ?? properties.GetValueOrDefault("TopicName")) is string { Length: > 0 } name)
            symbols.Call(id, $"id of {name}");
        foreach (var nested in properties.Values)
            CallTopics(nested);
    }

    private void ReadObject(string api, string path, object element, SortedDictionary<string, string> fields)
    {
        foreach (var property in Properties(element))
            ReadValue(api, path.Length == 0 ? property.Name : $"{path}.{property.Name}", property, element, property.GetValue(element), fields);
    }

    private void ReadValue(string api, string path, PropertyInfo property, object owner, object? value, SortedDictionary<string, string> fields)
    {
        switch (value)
        {
            case null when property.Name == "UnknownTaggedFields":
                break;
            case null:
                fields[path] = "null";
                break;
            case Records records:
                ReadList(api, path, property.Name, RecordsReader.Read(records), fields);
                break;
            case string or ReadOnlyMemory<byte> or Guid or byte[]:
                fields[path] = _rules.Text(api, property.Name, owner, value);
                break;
            case IList list:
                ReadList(api, path, property.Name, list, fields);
                break;
            case IConvertible:
                fields[path] = _rules.Text(api, property.Name, owner, value);
                break;
            default:
                ReadObject(api, path, value, fields);
                break;
        }
    }

    private void ReadList(string api, string path, string name, IList list, SortedDictionary<string, string> fields)
    {
        fields[path + ".Count"] = list.Count.ToString(CultureInfo.InvariantCulture);
        if (list.Count > 0 && list[0] is IConvertible)
        {
            var texts = list.Cast<object>().Select(v => _rules.Text(api, name, list, v)).ToList();
            fields[path] = string.Join(", ", FieldRules.IsOrdered(name) ? texts : texts.Order(StringComparer.Ordinal));
            return;
        }
        var keyed = list.Cast<object>().Select((element, index) => (Key: FieldRules.IsOrdered(name) ? Number(index) : Key(api, element) ?? Number(index), Element: element));
        foreach (var same in keyed.GroupBy(e => e.Key).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            foreach (var (element, index) in same.Select((e, i) => (e.Element, i)))
                ReadObject(api, $"{path}[{same.Key}{(index == 0 ? "" : "#" + Number(index + 1))}]", element, fields);
        }
        if (FieldRules.HasOrderOfItsOwn(api, name))
            fields[path + ".Order"] = string.Join(", ", list.Cast<object>().Select(e => Key(api, e)));
    }

    private string? Key(string api, object element)
    {
        // A topic's name identifies it better than an id that may be missing in an error.
        var parts = Properties(element).Where(p => FieldRules.Identifies(p.Name) && p.GetValue(element) is IConvertible or Guid)
            .Select(p => (p.Name, Text: _rules.Text(api, p.Name, element, p.GetValue(element)!))).Where(t => t.Text != "none").ToList();
        if (parts.Exists(p => p is { Name: "Name", Text.Length: > 0 }))
            parts.RemoveAll(p => p.Name == "TopicId");
        if (parts.Exists(p => p.Name == "TopicId"))
            parts.RemoveAll(p => p.Text.Length == 0);
        // A quota is of an entity of several parts.
        if (element.GetType().GetProperty("Entity")?.GetValue(element) is IList entity)
            return string.Join('+', entity.Cast<object>().Select(e => Key(api, e)).Order(StringComparer.Ordinal));
        return parts.Count == 0 ? null : string.Join(' ', parts.Select(p => p.Text.Length == 0 ? "''" : p.Text));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
