using System.Text.RegularExpressions;

namespace KafkaQuiz.Architecture.Tests;

/// <summary>What other projects call is explained where it is declared.</summary>
public sealed partial class DocCommentTests
{
    [Theory]
    [InlineData("KafkaQuiz.Content")]
    [InlineData("KafkaQuiz.Assessment")]
    [InlineData("KafkaQuiz.Protocol")]
    public void Every_public_type_has_a_doc_comment(string project)
    {
        var bare = new List<string>();
        int types = 0;
        foreach (string file in SourceTree.Sources(project))
        {
            string[] lines = File.ReadAllLines(file);
            for (int at = 0; at < lines.Length; at++)
            {
                if (!PublicType().IsMatch(lines[at])) continue;
                types++;
                int above = at - 1;
                while (above >= 0 && lines[above].TrimStart().StartsWith('[')) above--;
                if (above < 0 || !lines[above].TrimStart().StartsWith("///", StringComparison.Ordinal)) bare.Add($"{Path.GetRelativePath(SourceTree.Root, file)}:{at + 1} {lines[at].Trim()}");
            }
        }

        Assert.True(types > 0, $"{project} declares no public type: the pattern of this test must be wrong.");
        Assert.True(bare.Count == 0, "Without a doc comment:\n" + string.Join('\n', bare));
    }

    // Types inside a type, too. A file whose generator wrote it is under obj and is not looked at.
    [GeneratedRegex(@"^\s*public\s+(?:(?:static|sealed|abstract|readonly|partial|ref|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|delegate)\s+\w")]
    private static partial Regex PublicType();
}
