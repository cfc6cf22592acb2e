using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Drawing;

/// <summary>
/// What a quiz is made of: how many questions, which sections with which weight, and the mix of levels it aims at. A draw
/// <list type="number">
/// <item>gives every section its share of the questions by weight (largest remainders; a bank that is too small gives the rest to the others);</item>
/// <item>then picks, section by section in turns, the question whose kind and level are rarest so far, measured against the mix;</item>
/// <item>then shuffles, so that neighbours come from different sections.</item>
/// </list>
/// No question comes twice. The same questions and seed give the same draw, whatever their order in the files.
/// </summary>
/// <param name="Count">Questions wanted, 1 or more; fewer are drawn only where there are fewer.</param>
/// <param name="Sections">Weight of each section, above 0.</param>
public sealed record Blueprint(int Count, IReadOnlyDictionary<string, decimal> Sections)
{
    /// <summary>Share of each level that a draw aims at. Default: recall 20 %, understand 30 %, apply 30 %, analyse 20 %.</summary>
    public IReadOnlyDictionary<Level, decimal> Levels { get; init; } = new Dictionary<Level, decimal>
    {
        [Level.Recall] = 0.2m,
        [Level.Understand] = 0.3m,
        [Level.Apply] = 0.3m,
        [Level.Analyse] = 0.2m,
    };

    /// <summary>The quiz of a chapter: as long as the course's rule says, every section with the same weight.</summary>
    public static Blueprint OfChapter(CompletionRule rule, Chapter chapter)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(chapter);
        return new(rule.ChapterQuizLength, chapter.Sections.ToDictionary(section => section.Id, _ => 1m, StringComparer.Ordinal));
    }

    /// <summary>Draws from <paramref name="questions"/>; those of other sections are left out.</summary>
    public IReadOnlyList<Question> Draw(IEnumerable<Question> questions, ulong seed)
    {
        var banks = SeededOrder.Shuffle(questions.Where(question => Sections.ContainsKey(question.Section)).DistinctBy(question => question.Id), seed, question => question.Id)
            .GroupBy(question => question.Section, StringComparer.Ordinal)
            .ToDictionary(bank => bank.Key, bank => bank.ToList(), StringComparer.Ordinal);
        var left = Allocate(banks.ToDictionary(bank => bank.Key, bank => bank.Value.Count, StringComparer.Ordinal), seed);

        var drawn = new List<Question>();
        var crowd = new Crowd(Levels);
        string[] turns = [.. SeededOrder.Shuffle(left.Keys, seed, section => section)];
        while (left.Values.Any(count => count > 0))
        {
            foreach (string section in turns.Where(section => left[section] > 0))
            {
                var next = banks[section].MinBy(crowd.Around)!;
                banks[section].Remove(next);
                drawn.Add(next);
                crowd.Add(next);
                left[section]--;
            }
        }

        return [.. SeededOrder.Shuffle(drawn, seed, question => "place of " + question.Id)];
    }

    /// <summary>How many questions each section gives: by weight with the largest remainders, never more than it has.</summary>
    private Dictionary<string, int> Allocate(Dictionary<string, int> available, ulong seed)
    {
        var given = available.Keys.ToDictionary(section => section, _ => 0, StringComparer.Ordinal);
        int open = Math.Min(Count, available.Values.Sum());
        while (open > 0)
        {
            string[] hungry = [.. given.Keys.Where(section => given[section] < available[section])];
            decimal weights = hungry.Sum(section => Sections[section]);
            var quotas = hungry.Select(section => (section, Quota: open * Sections[section] / weights)).ToList();
            int before = open;
            foreach (var (section, quota) in quotas)
            {
                int whole = Math.Min((int)quota, available[section] - given[section]);
                given[section] += whole;
                open -= whole;
            }

            if (open < before) continue;
            foreach (var (section, _) in quotas.OrderByDescending(quota => quota.Quota).ThenBy(quota => SeededOrder.Key(seed, quota.section)).Take(open))
            {
                given[section]++;
                open--;
            }
        }

        return given;
    }

    /// <summary>How many of each kind and level were drawn so far. Whole numbers, so that equals are equal.</summary>
    private sealed class Crowd
    {
        private const long Unit = 60_000_000;
        private readonly int[] ofKind = new int[Enum.GetValues<QuestionKind>().Length];
        private readonly int[] ofLevel = new int[Enum.GetValues<Level>().Length];
        private readonly long[] costOfLevel;

        // A level that the mix wants in a tenth of the draw crowds like a kind; one that it wants more often, less.
        public Crowd(IReadOnlyDictionary<Level, decimal> levels) => costOfLevel =
            [.. Enum.GetValues<Level>().Select(level => (long)(Unit / (10 * (levels.TryGetValue(level, out decimal share) && share > 0 ? share : 0.01m))))];

        public void Add(Question question)
        {
            ofKind[(int)question.Kind]++;
            ofLevel[(int)question.Level]++;
        }

        /// <summary>How crowded the question's kind and level are; MinBy takes the first of equals, and the banks are shuffled.</summary>
        public long Around(Question question) => (ofKind[(int)question.Kind] * Unit) + (ofLevel[(int)question.Level] * costOfLevel[(int)question.Level]);
    }
}
