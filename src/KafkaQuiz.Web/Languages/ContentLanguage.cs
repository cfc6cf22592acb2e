using KafkaQuiz.Content;

namespace KafkaQuiz.Web.Languages;

/// <summary>Content's texts in the language of the current request.</summary>
internal static class ContentLanguage
{
    public static string Shown(this LocalizedText text) => Language.T(text.Ko, text.En);
}
