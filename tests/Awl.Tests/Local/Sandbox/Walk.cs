using System.Text;
using Awl.Local.Sandbox.Iam;
using Awl.Local.Sandbox.Policies;
using Awl.Tests.Machines;
using Awl.Tests.Scripts;
using Awl.Tests.Terminals;

namespace Awl.Tests.Local.Sandbox;

/// <summary>A walk through the sandbox as a text file: lines of awl, one after the other, and what each must print.</summary>
/// <remarks>
///   awl ARGUMENTS             must end with 0 and print the lines that follow as "= LINE", in which * stands for anything; none follow: its output is not looked at
///   has TEXT                  its output must contain the text
///   fails CODE TEXT           the line before must end with this code and its error contain the text
///   let NAME… = awl ARGUMENTS takes the words that it prints; $NAME stands for one from then on
///   let NAME = behind TEXT    takes the word behind the text in the last error
///   let NAME = code FILE N    takes the MFA code of the seed in a file, N steps of 30 seconds from now
///   env NAME=VALUE            a variable for what follows; unset NAME takes it away
///   type TEXT                 what is typed at the next line of awl; \n is the return key
///   file NAME TEXT            a file; \n in the text is a line end
///   written NAME TEXT         a file must hold this
///   wait SECONDS              moves the clock, which awl and the sandbox share
///   say TEXT; needs PROGRAM; sh LINE    for people, and for samples/play.sh, which plays a walk with the real programs; here they and what follows are passed over
/// </remarks>
sealed class Walk(SandboxHost host)
{
    readonly Dictionary<string, string> _names = [];
    readonly FakeMachine _machine = host.Machine;
    (int ExitCode, string Output, string Error) _last;
    string[] _lines = [];
    string _typed = "";

    public async Task RunAsync(string text)
    {
        SetVariables();
        _lines = text.Split('\n');
        for (var i = 0; i < _lines.Length; i++)
        {
            try { await RunLineAsync(i); }
            catch (Exception e) { throw new InvalidOperationException($"Line {i + 1}: {_lines[i]}\n{_last.Output}{_last.Error}{host.Log}", e); }
        }
    }

    void SetVariables()
    {
        foreach (var (name, value) in new[]
        {
            ("AWS_ENDPOINT_URL", host.Url), ("AWS_ACCESS_KEY_ID", host.Key.AccessKeyId), ("AWS_SECRET_ACCESS_KEY", host.Key.SecretAccessKey),
            ("AWS_REGION", "us-east-1"), ("AWS_EC2_METADATA_DISABLED", "true"), ("AWS_PAGER", ""), ("AWS_MAX_ATTEMPTS", "1"),
        }) _machine.Variables[name] = value;
    }

    async Task RunLineAsync(int index)
    {
        var line = Replace(_lines[index]);
        var (word, rest) = line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (line[..space], line[(space + 1)..]) : (line, "");
        switch (word)
        {
            case "awl": await RunAwlAsync(rest, index); break;
            case "let": await LetAsync(rest); break;
            case "env": _machine.Variables[rest.Split('=', 2)[0]] = rest.Split('=', 2)[1]; break;
            case "unset": _machine.Variables.Remove(rest); break;
            case "file": _machine.With(rest.Split(' ', 2)[0], rest.Split(' ', 2)[1].Replace("\\n", "\n", StringComparison.Ordinal)); break;
            case "written": Assert.Equal(rest.Split(' ', 2)[1], Encoding.UTF8.GetString(_machine.Files[rest.Split(' ', 2)[0]]).TrimEnd('\n')); break;
            case "type": _typed = rest.Replace("\\n", "\n", StringComparison.Ordinal); break;
            case "wait": _machine.Now += TimeSpan.FromSeconds(int.Parse(rest)); break;
            case "fails" or "has" or "=" or "" or "#" or "say" or "needs" or "sh": break;
            default: throw new FormatException($"No such word in a walk: {word}");
        }
    }

    async Task RunAwlAsync(string arguments, int index)
    {
        await CallAsync(arguments);
        var following = _lines.Skip(index + 1).ToList();
        if (following.FirstOrDefault() is { } next && next.StartsWith("fails ", StringComparison.Ordinal)) { CheckFailure(Replace(next).Split(' ', 3)); return; }

        Assert.Equal(0, _last.ExitCode);
        if (following.FirstOrDefault() is { } text && text.StartsWith("has ", StringComparison.Ordinal)) Assert.Contains(text["has ".Length..], _last.Output);
        var expected = following.TakeWhile(line => line.StartsWith('=')).Select(line => Replace(line)[1..].TrimStart()).ToList();
        if (expected.Count > 0) Assert.Equal(expected, _last.Output.TrimEnd('\n').Split('\n').Select(line => line.TrimStart()), (pattern, line) => Wildcard.Fits(pattern, line, ignoreCase: false));
    }

    void CheckFailure(string[] words)
    {
        Assert.Equal(int.Parse(words[1]), _last.ExitCode);
        Assert.Contains(words[2], _last.Error);
    }

    async Task LetAsync(string rest)
    {
        var parts = rest.Split(" = ", 2);
        var values = parts[1].StartsWith("code ", StringComparison.Ordinal) ? [CodeOf(parts[1].Split(' '))]
            : parts[1].StartsWith("behind ", StringComparison.Ordinal) ? [_last.Error.Split(parts[1]["behind ".Length..])[^1].Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)[0]] : await WordsOfAsync(parts[1]["awl ".Length..]);
        foreach (var (name, value) in parts[0].Split(' ').Zip(values)) _names[name] = value;
    }

    string CodeOf(string[] words)
        => Totp.CodeAt(Encoding.ASCII.GetString(_machine.Files[words[1]]), _machine.Now.AddSeconds(30 * int.Parse(words[2])));

    async Task<string[]> WordsOfAsync(string arguments)
    {
        await CallAsync(arguments);
        Assert.Equal(0, _last.ExitCode);
        return _last.Output.Split((char[])['\t', '\n', ' '], StringSplitOptions.RemoveEmptyEntries);
    }

    async Task CallAsync(string arguments)
    {
        using var terminal = new FakeTerminal(Encoding.UTF8.GetBytes(_typed));
        _typed = "";
        var exitCode = await Cli.Program.RunAsync(Script.ShellWords(arguments), terminal, _machine);
        _last = (exitCode, terminal.OutputText, terminal.ErrorText);
    }

    /// <summary>The longest names first, so that one may begin like another.</summary>
    string Replace(string line)
    {
        foreach (var (name, value) in _names.OrderByDescending(pair => pair.Key.Length)) line = line.Replace("$" + name, value, StringComparison.Ordinal);
        return line;
    }
}
