using System.Text;

namespace Awl.Cli.Terminals;

/// <summary>The terminal and the pipes that the process was started with.</summary>
sealed class SystemTerminal : Terminal
{
    HiddenInput? _hidden;

    /// <remarks>It stands in the scripts of shells: nothing but a plain word is taken.</remarks>
    public override string ProgramName
    {
        get
        {
            var name = Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]);
            foreach (var c in name)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return base.ProgramName;
            }
            return name.Length > 0 ? name : base.ProgramName;
        }
    }

    public override Stream Input => field ??= OperatingSystem.IsWindows() ? Console.OpenStandardInput() : new DescriptorStream(0);

    public override bool OutputIsScreen => !Console.IsOutputRedirected;
    public override bool ErrorIsScreen => !Console.IsErrorRedirected;
    public override bool InputIsKeyboard => !Console.IsInputRedirected;

    public override int Width => ScreenSize.Find()?.Columns ?? 80;

    public override Keyboard OpenKeyboard() => new ConsoleKeyboard();

    public override int HandOver(string path, IReadOnlyList<string> args)
    {
        Flush();
        return ForegroundProgram.Run(path, args);
    }

    /// <summary>Ends an interrupted question: the terminal shows again what is typed.</summary>
    public override void Dispose() => _hidden?.Dispose();

    protected override bool CanHide
    {
        get
        {
            if (OperatingSystem.IsWindows()) return InputIsKeyboard;
            using var hidden = HiddenInput.Find();
            return hidden is not null;
        }
    }

    protected override string AskHidden(string question)
    {
        if (OperatingSystem.IsWindows() && InputIsKeyboard) return AskHiddenOnWindows(question);

        using var hidden = HiddenInput.Find();
        _hidden = hidden;
        return hidden is null ? base.AskHidden(question) : hidden.Ask(question);
    }

    string AskHiddenOnWindows(string question)
    {
        Error.Write(question);
        var answer = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace) answer.Append(key.KeyChar);
            else if (answer.Length > 0) answer.Length--;
        }
        Error.Write('\n');
        return answer.ToString();
    }

    protected override ConsoleKey ReadKey() => Console.ReadKey(intercept: true).Key;

    protected override Stream OpenOutput() => OpenDescriptor(1);

    protected override Stream OpenError() => OpenDescriptor(2);

    static Stream OpenDescriptor(int descriptor)
        => OperatingSystem.IsWindows()
            ? descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError()
            : new DescriptorStream(descriptor);
}
