using Awl.Cli.CommandLine;
using Awl.Cli.Terminals;

namespace Awl.Cli.Commands.Mfa;

/// <summary><c>mfa logout</c>: removes the session of an MFA login from this machine, and the roles' that were assumed with it.</summary>
sealed class Logout : ICommand
{
    public CommandSpec Spec { get; } = new("mfa logout", "Removes the session of an MFA login from this machine, and those of roles that were assumed with it.")
    {
        Options =
        [
            new("serial-number") { Summary = "The device; else the profile's mfa_serial." },
            new("all", ValueKind.Boolean) { Summary = "The sessions of all devices." },
        ],
    };

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var logout = context.Session.PrepareMfaLogout();
        var serial = context.Options.IsOn("all") ? null : context.Options.Value("serial-number") ?? logout.FindSerial()
            ?? throw new UsageException($"The profile {context.Settings.ProfileName} names no MFA device. Name one with --serial-number, or end the sessions of all with --all.");

        var ended = logout.Run(serial);
        foreach (var session in ended)
        {
            context.Out.WriteLine(session.RoleArn is { } role
                ? $"Removed the session of {ScreenText.Of(role)}, assumed with {ScreenText.Of(session.Serial)}."
                : $"Removed the session with {ScreenText.Of(session.Serial)}.");
        }
        if (ended.Count == 0) context.Out.WriteLine(serial is null ? "There was no session of an MFA login." : $"There was no session with {ScreenText.Of(serial)}.");
        return Task.FromResult(0);
    }
}
