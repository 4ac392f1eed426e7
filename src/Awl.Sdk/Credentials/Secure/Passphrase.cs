using System.Text;

namespace Awl.Credentials.Secure;

/// <summary>Asks the user something on the terminal, unseen.</summary>
/// <param name="question">The question, with a blank at its end.</param>
/// <param name="cancellationToken">Ends the wait.</param>
/// <returns>The answer, or null where there is no terminal.</returns>
public delegate Task<string?> PassphrasePrompt(string question, CancellationToken cancellationToken);

/// <summary>Gets the passphrase of the encrypted file: from the program that AWL_PASSPHRASE_PROCESS names, else from the user.</summary>
sealed class Passphrase(Machine machine, string path, PassphrasePrompt? ask)
{
    public const string Variable = "AWL_PASSPHRASE_PROCESS";
    const int Tries = 3, LeastLength = 8;

    /// <summary>A passphrase that opens something.</summary>
    /// <param name="open">Opens it, or returns null where the passphrase is wrong.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<byte[]> OpenAsync(Func<byte[], byte[]?> open, CancellationToken cancellationToken)
    {
        if (await FromProgramAsync(cancellationToken).ConfigureAwait(false) is { } given)
            return open(given) ?? throw Failed($"The passphrase that {Variable} prints is not that of {path}.");

        for (var i = 0; i < Tries; i++)
        {
            var question = $"{(i == 0 ? "" : "That is not it. ")}Passphrase for {path}: ";
            if (open(await AnswerAsync(question, cancellationToken).ConfigureAwait(false)) is { } key) return key;
        }
        throw Failed($"That was not the passphrase of {path}.");
    }

    /// <summary>A new passphrase, asked for twice.</summary>
    public async Task<byte[]> ChooseAsync(CancellationToken cancellationToken)
    {
        if (await FromProgramAsync(cancellationToken).ConfigureAwait(false) is { } given)
            return given.Length >= LeastLength ? given : throw Failed($"The passphrase that {Variable} prints has fewer than {LeastLength} characters.");

        for (var problem = ""; ;)
        {
            var first = await AnswerAsync($"{problem}New passphrase for {path}: ", cancellationToken).ConfigureAwait(false);
            if (first.Length < LeastLength) { problem = $"It must have {LeastLength} characters or more. "; continue; }

            var again = await AnswerAsync("The same again: ", cancellationToken).ConfigureAwait(false);
            if (first.AsSpan().SequenceEqual(again)) return first;
            problem = "They differ. ";
        }
    }

    async Task<byte[]> AnswerAsync(string question, CancellationToken cancellationToken)
    {
        var answer = ask is null ? null : await ask(question, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetBytes(answer ?? throw Failed(
            $"The passphrase of {path} is needed, and there is no terminal to ask on. Name a program that prints it in {Variable}, or use the profile in a terminal first: where the kernel has a keyring, it is then remembered for eight hours."));
    }

    async Task<byte[]?> FromProgramAsync(CancellationToken cancellationToken)
    {
        if (machine.Variable(Variable) is not { Length: > 0 } command) return null;

        var output = await ProfileCommand.RunAsync(machine, command, cancellationToken).ConfigureAwait(false);
        return output.ExitCode == 0 ? Encoding.UTF8.GetBytes(output.StandardOutput.TrimEnd('\r', '\n'))
            : throw Failed($"The program of {Variable} ended with exit code {output.ExitCode}. {output.StandardError.Trim()}");
    }

    static CredentialsException Failed(string message) => new(CredentialsFault.Broken, message);
}
