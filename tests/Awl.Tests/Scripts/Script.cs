using System.Text;

namespace Awl.Tests.Scripts;

/// <summary>One run of the program as a text file: what is there before, the line, what must come out.</summary>
/// <remarks>
/// Before the sections, a word and its arguments a line:
///   env NAME=VALUE       a variable; unset NAME takes one of the runner's own away (keys, region, endpoint)
///   file NAME SECTION    a file in the working folder
///   stdin SECTION
///   awl ARGUMENTS        quoted as a shell does it
///   exit CODE            0 unless said
///   stdout SECTION       nothing unless said; asked SECTION where it is questions: no line end follows
///   stderr SECTION       nothing unless said, when the exit code is 0; else it is not looked at
///   says TEXT            standard error contains the text; hides TEXT: it does not
///   written NAME SECTION a file afterwards; absent NAME that there is none
///   requests NUMBER      as many as there are replies unless said
///   request N TEXT       the Nth request, its head or its body, contains the text; nowhere TEXT: no request does
///   fill N COUNT TEXT    the body of the Nth reply goes on with so many times the text
/// Sections start with a line "-- name --". "reply N" is a status and a body on its first line; or the status alone, then headers, an empty
/// line and the body, which for an event stream is an event a line: its name and its payload, with a "!" in front for an exception;
/// "closed" ends the connection, "hangs" answers nothing. $ENDPOINT is the server's URL.
/// </remarks>
sealed class Script
{
    readonly Dictionary<string, string> _sections = [];

    public List<KeyValuePair<string, string?>> Variables { get; } = [];
    public Dictionary<string, string> Files { get; } = [];
    public List<string> Arguments { get; private set; } = [];
    public string Input { get; private set; } = "";
    public int ExitCode { get; private set; }
    public string Output { get; private set; } = "";
    public string? Error { get; private set; }
    public List<string> Says { get; } = [];
    public List<string> Hides { get; } = [];
    public List<KeyValuePair<string, string?>> Written { get; } = [];
    public List<(int Number, string Text)> Requests { get; } = [];
    public List<string> Nowhere { get; } = [];
    public List<string> Replies { get; } = [];
    public int RequestCount { get; private set; }

    public static Script Parse(string text, string endpoint)
    {
        var script = new Script();
        var directives = script.ReadSections(text.Replace("$ENDPOINT", endpoint, StringComparison.Ordinal));
        for (var i = 1; script._sections.TryGetValue($"reply {i}", out var reply); i++) script.Replies.Add(reply);
        script.RequestCount = script.Replies.Count;
        foreach (var line in directives) script.Read(line);
        if (script.ExitCode == 0 && script.Says.Count + script.Hides.Count == 0) script.Error ??= "";
        return script;
    }

    List<string> ReadSections(string text)
    {
        var directives = new List<string>();
        StringBuilder? section = null;
        string? name = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("-- ", StringComparison.Ordinal) && line.EndsWith(" --", StringComparison.Ordinal))
            {
                Close();
                (name, section) = (line[3..^3], new());
            }
            else if (section is not null) section.Append(line).Append('\n');
            else if (line.Length > 0 && line[0] != '#') directives.Add(line);
        }
        Close();
        return directives;

        void Close()
        {
            if (name is not null) _sections.Add(name, section!.Length > 0 && section[^1] == '\n' ? section.ToString(0, section.Length - 1) : "");
        }
    }

    void Read(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (word, rest) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..]);
        var words = rest.Split(' ', 2);
        switch (word)
        {
            case "env": Variables.Add(new(rest[..rest.IndexOf('=', StringComparison.Ordinal)], rest[(rest.IndexOf('=', StringComparison.Ordinal) + 1)..])); break;
            case "unset": Variables.Add(new(rest, null)); break;
            case "file": Files.Add(words[0], _sections[words[1]]); break;
            case "stdin": Input = _sections[rest]; break;
            case "awl": Arguments = ShellWords(rest); break;
            case "exit": ExitCode = int.Parse(rest); break;
            case "stdout": Output = WithLineEnd(_sections[rest]); break;
            case "asked": Output = _sections[rest]; break;
            case "stderr": Error = WithLineEnd(_sections[rest]); break;
            case "says": Says.Add(rest); break;
            case "hides": Hides.Add(rest); break;
            case "fill": Fill(rest.Split(' ', 3)); break;
            case "written": Written.Add(new(words[0], _sections[words[1]])); break;
            case "absent": Written.Add(new(rest, null)); break;
            case "requests": RequestCount = int.Parse(rest); break;
            case "request": Requests.Add((int.Parse(words[0]), words[1])); break;
            case "nowhere": Nowhere.Add(rest); break;
            default: throw new FormatException($"No such word in a script: {word}");
        }
    }

    void Fill(string[] words)
        => Replies[int.Parse(words[0]) - 1] += new StringBuilder().Insert(0, words[2], int.Parse(words[1])).ToString();

    static string WithLineEnd(string text) => text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";

    /// <summary>Words as a shell splits them: single quotes, double quotes, backslashes.</summary>
    public static List<string> ShellWords(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote == '\0' && c == ' ') { if (word is not null) words.Add(word.ToString()); word = null; }
            else if (quote == '\0' && c is '\'' or '"' && quote == '\0') { quote = c; word ??= new(); }
            else if (c == quote && quote != '\0') quote = '\0';
            else if (c == '\\' && quote != '\'' && i + 1 < line.Length) (word ??= new()).Append(line[++i]);
            else (word ??= new()).Append(c);
        }
        if (word is not null) words.Add(word.ToString());
        return words;
    }
}
