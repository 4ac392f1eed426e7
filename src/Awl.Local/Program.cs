using Awl.Local.Imds;
using Awl.Local.Sandbox;

namespace Awl.Local;

/// <summary><c>awl-local</c>: servers on this machine's loopback. The first word says which.</summary>
static class Program
{
    static Task<int> Main(string[] args) => RunAsync(args, Machine.OfThisProcess(), Console.Out, Console.Error);

    /// <summary>Runs one line until its server ends.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="machine">The world it runs in.</param>
    /// <param name="output">Standard output: where the server is, and how to use it.</param>
    /// <param name="error">Standard error: the server's log.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, Machine machine, TextWriter output, TextWriter error)
    {
        try
        {
            return args.ToArray() switch
            {
                ["imds", .. var rest] => await ImdsCommand.RunAsync([.. rest], machine, output, error),
                ["sandbox", .. var rest] => await SandboxCommand.RunAsync([.. rest], machine, output, error),
                ["mfa-code", .. var rest] => await MfaCode.RunAsync([.. rest], machine, output),
                _ => throw new UsageException("usage: awl-local imds serve|exec [options], awl-local sandbox [options], or awl-local mfa-code FILE"),
            };
        }
        catch (AwlException e)
        {
            await error.WriteLineAsync($"awl-local: {e.Message}");
            return e is UsageException ? ExitCode.Usage : ExitCode.Failure;
        }
    }
}
