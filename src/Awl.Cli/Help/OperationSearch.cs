using Awl.Cli.Commands;
using Awl.Model;
using Awl.Models;

namespace Awl.Cli.Help;

/// <summary>Finds commands by words: in their names, in the names of their services and in their descriptions.</summary>
/// <remarks>Every word must occur. A name counts more than a first sentence, and that more than the rest of a description.</remarks>
sealed class OperationSearch
{
    const int WholeWordOfName = 20;
    const int PartOfName = 8;
    const int ServiceItself = 30;
    const int ServiceName = 12;
    const int FirstSentence = 4;
    const int RestOfText = 1;

    /// <summary>What each word of a name takes off that nobody asked for: the plainer name is meant.</summary>
    const int OtherWordOfName = 5;

    readonly string[] _words;

    public OperationSearch(IEnumerable<string> words) => _words = [.. words.SelectMany(static word => word.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>All commands that have the words, the best first.</summary>
    /// <param name="services">Where to look besides <paramref name="commands"/>.</param>
    /// <param name="commands">Commands of our own.</param>
    public List<Hit> Find(IReadOnlyList<Service> services, IEnumerable<(string Path, string Summary)> commands)
    {
        var hits = new List<Hit>();
        foreach (var (path, summary) in commands)
        {
            if (ScoreOf(path.Split(' ')[0], "", path[(path.IndexOf(' ', StringComparison.Ordinal) + 1)..], summary) is > 0 and var score) hits.Add(new(path, summary, score));
        }

        Parallel.ForEach(services, ModelPack.OpenDocumentation, (service, _, documentation) =>
        {
            var found = FindIn(service, documentation);
            lock (hits) hits.AddRange(found);
            return documentation;
        }, static _ => { });
        hits.Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score)
            : a.Path.Length != b.Path.Length ? a.Path.Length.CompareTo(b.Path.Length) : string.CompareOrdinal(a.Path, b.Path));
        return hits;
    }

    List<Hit> FindIn(Service service, Documentation documentation)
    {
        var texts = new ServiceTexts(() => documentation.FindOverview(service.Name), static () => null);
        var (name, fullName) = (service.CommandName, service.FullName.ToLowerInvariant());
        var hits = new List<Hit>();
        foreach (var (command, operation) in ServiceCommands.All(service))
        {
            var html = texts.Operation(operation.Name);
            if (ScoreOf(name, fullName, command, html) is > 0 and var score) hits.Add(new($"{name} {command}", HtmlText.FirstSentence(html), score));
        }
        return hits;
    }

    /// <summary>How well a command fits; 0 where a word does not occur.</summary>
    int ScoreOf(string service, string fullName, string command, string text)
    {
        var score = 0;
        foreach (var word in _words)
        {
            var found = ScoreInName(word, command);
            if (service == word) found += ServiceItself;
            else if (fullName.Contains(word, StringComparison.Ordinal)) found += ServiceName;
            if (text.IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var at) found += text.IndexOf(". ", StringComparison.Ordinal) is var end && (end < 0 || at < end) ? FirstSentence : RestOfText;
            if (found == 0) return 0;
            score += found;
        }
        return Math.Max(1, score - (OtherWordOfName * CountOtherWords(command)));
    }

    int CountOtherWords(string command)
    {
        var count = 0;
        foreach (var part in command.AsSpan().SplitAny('-', ' ')) count += HasAny(command.AsSpan(part)) ? 0 : 1;
        return count;
    }

    bool HasAny(ReadOnlySpan<char> part)
    {
        foreach (var word in _words)
        {
            if (part.Contains(word, StringComparison.Ordinal) || word.AsSpan().StartsWith(part, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    static int ScoreInName(string word, string command)
    {
        foreach (var part in command.AsSpan().SplitAny('-', ' '))
        {
            if (IsWord(command.AsSpan(part), word)) return WholeWordOfName;
        }
        return command.Contains(word, StringComparison.Ordinal) ? PartOfName : 0;
    }

    /// <summary>The word itself, or its plural.</summary>
    static bool IsWord(ReadOnlySpan<char> part, ReadOnlySpan<char> word)
        => part.SequenceEqual(word) || (part is [.., 's'] && part[..^1].SequenceEqual(word)) || (word is [.., 's'] && word[..^1].SequenceEqual(part));

    /// <summary>A command that was found.</summary>
    /// <param name="Path">Its words.</param>
    /// <param name="Summary">What it does, in a sentence.</param>
    /// <param name="Score">How well it fits.</param>
    public readonly record struct Hit(string Path, string Summary, int Score);
}
