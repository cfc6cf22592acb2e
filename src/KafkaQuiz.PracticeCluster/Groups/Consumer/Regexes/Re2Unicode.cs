using System.Globalization;

namespace KafkaQuiz.Practice.Groups.Consumer.Regexes;

/// <summary>Unicode classes by the names that RE2/J 1.8 knows, as far as ASCII is in them.</summary>
internal static class Re2Unicode
{
    private const string Scripts =
        "Arabic Armenian Avestan Balinese Bamum Batak Bengali Bopomofo Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Cham Cherokee "
        + "Coptic Cuneiform Cypriot Cyrillic Deseret Devanagari Egyptian_Hieroglyphs Ethiopic Georgian Glagolitic Gothic Greek Gujarati Gurmukhi "
        + "Han Hangul Hanunoo Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada "
        + "Katakana Kayah_Li Kharoshthi Khmer Lao Lepcha Limbu Linear_B Lisu Lycian Lydian Malayalam Mandaic Meetei_Mayek Mongolian Myanmar "
        + "New_Tai_Lue Nko Ogham Ol_Chiki Old_Italic Old_Persian Old_South_Arabian Old_Turkic Oriya Osmanya Phags_Pa Phoenician Rejang Runic "
        + "Samaritan Saurashtra Shavian Sinhala Sundanese Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Tamil Telugu Thaana Thai "
        + "Tibetan Tifinagh Ugaritic Unknown Vai Yi";

    private static readonly HashSet<string> OtherScripts = [.. Scripts.Split(' ')];

    /// <summary>Two letters in the order of <see cref="UnicodeCategory"/>; the first one alone names all that begin with it.</summary>
    private static readonly string[] Categories = "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So".Split(' ');

    /// <returns>Which ASCII characters are in it; null when there is no such class.</returns>
    public static Func<char, bool>? Find(string name) => name switch
    {
        "Any" => _ => true,
        "Latin" => char.IsAsciiLetter,
        "Common" => c => !char.IsAsciiLetter(c),
        _ when OtherScripts.Contains(name) => _ => false,
        { Length: > 0 } when Categories.Any(c => c == name || c[..1] == name) => c => Categories[(int)CharUnicodeInfo.GetUnicodeCategory(c)].StartsWith(name, StringComparison.Ordinal),
        _ => null,
    };
}
