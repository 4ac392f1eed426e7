using System.Text;
using Awl.Cli.Help;

namespace Awl.Cli.Completion;

/// <summary>Prints candidates in the form that a shell's script reads, one a line.</summary>
static class CandidateWriter
{
    /// <summary>A description is no more than a hint.</summary>
    const int DescriptionColumns = 60;

    /// <summary>Characters that mean something to bash.</summary>
    const string Special = " \t\"'\\$&|;<>()*?[]#~`!{}";

    /// <param name="output">Where to.</param>
    /// <param name="candidates">What the word may become.</param>
    /// <param name="line">The line.</param>
    /// <param name="shell">The shell; null for AWS CLI's protocol, which prints the words as they are.</param>
    public static void Write(TextWriter output, IEnumerable<Candidate> candidates, TypedLine line, string? shell)
    {
        var bareStart = shell == "bash" && !line.IsQuoted ? LastBreak(line.Current) : 0;
        foreach (var candidate in candidates)
        {
            output.WriteLine(shell switch
            {
                null => candidate.Text,
                "bash" => line.IsQuoted ? candidate.Text : Escape(candidate.Text[bareStart..]),
                _ => candidate.Description.Length > 0 ? $"{candidate.Text}\t{SafeText.Cut(candidate.Description, DescriptionColumns)}" : candidate.Text,
            });
        }
    }

    /// <summary>bash completes what stands after the last colon or equals sign, not the whole word.</summary>
    static int LastBreak(string word) => word.AsSpan().LastIndexOfAny(':', '=') + 1;

    static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Special)) return text;
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if (Special.Contains(c, StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }
}
