namespace Awl.Cli.Terminals;

/// <summary>The terminal and the pipes that the process was started with.</summary>
sealed class SystemTerminal : Terminal
{
    public override Stream Input => field ??= Console.OpenStandardInput();

    public override bool OutputIsScreen => !Console.IsOutputRedirected;
    public override bool ErrorIsScreen => !Console.IsErrorRedirected;
    public override bool InputIsKeyboard => !Console.IsInputRedirected;

    public override int Width
    {
        get
        {
            if (!OutputIsScreen) return 80;
            try { return Console.WindowWidth is > 0 and var columns ? columns : 80; }
            catch (IOException) { return 80; }   // a terminal that does not tell its size
        }
    }

    protected override Stream OpenOutput() => OpenDescriptor(1);

    protected override Stream OpenError() => OpenDescriptor(2);

    static Stream OpenDescriptor(int descriptor)
        => OperatingSystem.IsWindows()
            ? descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError()
            : new DescriptorStream(descriptor);
}
