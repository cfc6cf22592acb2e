namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>What is wrong with a form: field name to a message that says what to do; the name "" is the form as a whole.</summary>
public sealed class FormErrors : Dictionary<string, string>
{
    public FormErrors()
    {
    }

    public FormErrors(string field, string message) => this[field] = message;

    public string? Of(string field) => this.GetValueOrDefault(field);
}
