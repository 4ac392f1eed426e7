using System.Text;
using Awl.Local.Sandbox.Iam;

namespace Awl.Local.Sandbox;

/// <summary><c>mfa-code</c>: the code that an MFA device with the seed in a file shows now. In the sandbox it stands for the telephone, as <c>mfa_process</c>.</summary>
static class MfaCode
{
    /// <param name="args">The words after <c>mfa-code</c>: the file, and perhaps how many steps of 30 seconds from now.</param>
    /// <param name="machine">The world.</param>
    /// <param name="output">Gets the code.</param>
    /// <exception cref="UsageException">There is no such file, or no seed in it.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Machine machine, TextWriter output)
    {
        var steps = 0;
        if (args.Count is not (1 or 2) || (args.Count == 2 && !int.TryParse(args[1], out steps))) throw new UsageException("usage: awl-local mfa-code FILE [STEPS]");

        var seed = machine.ReadFile(args[0]) ?? throw new UsageException($"There is no file {args[0]} with a seed: awl iam create-virtual-mfa-device --bootstrap-method Base32StringSeed --outfile FILE writes one.");
        var text = Encoding.ASCII.GetString(seed).Trim();
        if (!Totp.IsSeed(text)) throw new UsageException($"{args[0]} holds no seed in base 32.");
        await output.WriteLineAsync(Totp.CodeAt(text, machine.Clock.GetUtcNow().AddSeconds(Totp.StepSeconds * steps)));
        return ExitCode.Success;
    }
}
