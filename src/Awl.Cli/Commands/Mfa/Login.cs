using System.Globalization;
using Awl.Cli.CommandLine;
using Awl.Cli.Terminals;
using Awl.Config;
using Awl.Credentials;

namespace Awl.Cli.Commands.Mfa;

/// <summary><c>mfa login</c>: asks for a code once; the session serves every profile that has the same keys and device.</summary>
/// <remarks>
/// The session is kept in AWS CLI's cache, not in a profile: keys that stand in a profile with <c>mfa_serial</c>, and roles that such keys
/// assume with that device, use it as long as it lasts. Where no profile names a device, the one that IAM lists is written to the profile.
/// </remarks>
sealed class Login : ICommand
{
    const int MostSeconds = 129_600, LeastSeconds = 900;

    public CommandSpec Spec { get; } = new("mfa login", "Logs in with an MFA device, once for all profiles with the same keys and device.")
    {
        Options =
        [
            new("serial-number") { Summary = "The device; else the profile's mfa_serial, else the one that IAM lists." },
            new("code") { Summary = "The code; else what mfa_process of the profile prints, else it is asked for." },
            new("duration-seconds", ValueKind.Integer) { Summary = "How long the session shall last, 900 to 129600; 43200 unless given." },
            new("force", ValueKind.Boolean) { Summary = "Log in although there is a session that lasts." },
        ],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var lifetime = LifetimeOf(context.Options);
        var login = await context.Session.PrepareMfaLoginAsync(cancellationToken);
        if (!login.KeysAreInProfile)
        {
            throw new CredentialsException(CredentialsFault.InvalidConfiguration,
                $"The keys stand in no profile, so there is none that a session could serve. awl configure mfa-login writes a session to a profile of its own.");
        }

        var serial = context.Options.Value("serial-number") ?? login.Serial ?? await FindDeviceAsync(context, login, cancellationToken);
        var end = await login.LogInAsync(serial, lifetime, context.Options.IsOn("force"), (device, token) => CodeAsync(context, login, device, token), cancellationToken);
        if (login.Serial is null) await KeepDeviceAsync(context, login, serial, cancellationToken);
        await PrintResultAsync(context, login, serial, end, cancellationToken);
        return 0;
    }

    static TimeSpan LifetimeOf(ParsedOptions options)
    {
        if (options.Value("duration-seconds") is not { } text) return TimeSpan.FromHours(12);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= LeastSeconds and <= MostSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"--duration-seconds is a number from {LeastSeconds} to {MostSeconds}: {text}");
    }

    /// <summary>The one device of the user that has codes.</summary>
    static async Task<string> FindDeviceAsync(CommandContext context, MfaLogin login, CancellationToken cancellationToken)
    {
        var devices = await login.ListDevicesAsync(cancellationToken);
        var withCodes = devices.Where(device => !device.Contains(":u2f/", StringComparison.Ordinal)).ToList();
        return withCodes switch
        {
            [var only] => only,
            [] when devices.Count > 0 => devices[0],   // a security key: the login says why it cannot serve
            [] => throw new CredentialsException(CredentialsFault.MfaUnavailable, "The user has no MFA device. Add one in IAM, or name it with --serial-number."),
            _ when context.Terminal.InputIsKeyboard => await ChooseAsync(context, withCodes, cancellationToken),
            _ => throw new UsageException($"The user has {withCodes.Count} MFA devices. Name one with --serial-number: {string.Join(", ", withCodes)}"),
        };
    }

    static async Task<string> ChooseAsync(CommandContext context, List<string> devices, CancellationToken cancellationToken)
    {
        for (var i = 0; i < devices.Count; i++) context.Out.WriteLine($"{i + 1}. {ScreenText.Of(devices[i])}");
        while (true)
        {
            var answer = await context.Terminal.PromptAsync($"Which device [1]: ", cancellationToken);
            if (answer.Length == 0) return devices[0];
            if (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= devices.Count) return devices[number - 1];
        }
    }

    static async Task<string?> CodeAsync(CommandContext context, MfaLogin login, string serial, CancellationToken cancellationToken)
        => context.Options.Value("code") ?? (login.HasCodeProgram
            ? await login.RunCodeProgramAsync(cancellationToken)
            : await new MfaQuestion(context.Terminal).AskAsync(serial, cancellationToken));

    static async Task KeepDeviceAsync(CommandContext context, MfaLogin login, string serial, CancellationToken cancellationToken)
    {
        var files = context.Settings.Files;
        await files.EditAsync(files.ConfigPath, editor => editor.Set(SectionName.Profile(login.ProfileName), "mfa_serial", serial), cancellationToken);
        context.Out.WriteLine($"mfa_serial of the profile {ScreenText.Of(login.ProfileName)} is now {ScreenText.Of(serial)}.");
    }

    static async Task PrintResultAsync(CommandContext context, MfaLogin login, string serial, DateTimeOffset end, CancellationToken cancellationToken)
    {
        context.Out.WriteLine($"Logged in with {ScreenText.Of(serial)} until {end.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC.");
        var served = await login.ListProfilesServedAsync(serial, cancellationToken);
        context.Out.WriteLine(served.Count > 0
            ? $"The session serves: {ScreenText.Of(string.Join(", ", served))}"
            : $"It serves no profile yet: set mfa_serial = {ScreenText.Of(serial)} where it should.");
    }
}
