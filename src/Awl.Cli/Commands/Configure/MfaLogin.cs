using System.Globalization;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Config;
using Awl.Signing;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure mfa-login</c>: makes a session with an MFA device and writes its keys to a profile of their own.</summary>
/// <remarks>
/// Source: aws-cli v2, customizations/configure/mfalogin.py, its questions and messages. <c>mfa login</c> does it in one word and without
/// another profile.
/// </remarks>
sealed class MfaLogin : ICommand
{
    const int HalfADay = 43_200;

    public CommandSpec Spec { get; } = new("configure mfa-login", "Writes the temporary keys of an MFA login to a profile.")
    {
        Options =
        [
            new("update-profile") { Summary = "The profile to write; asked for unless given." },
            new("duration-seconds", ValueKind.Integer) { IsCheckedByParser = true, Summary = "How long the keys shall last; 43200 unless given." },
            new("serial-number") { Summary = "The device; else the profile's mfa_serial, else it is asked for." },
        ],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var seconds = SecondsOf(context.Options);
        if (await PrepareAsync(context, cancellationToken) is not { } login) return 1;

        var serial = context.Options.Value("serial-number") is { Length: > 0 } given ? given
            : login.Serial ?? await context.Terminal.PromptAsync("MFA serial number or ARN: ", cancellationToken);
        if (serial.Length == 0) return Refuse(context, "MFA serial number or MFA device ARN is required");

        var code = await context.Terminal.PromptAsync("MFA token code: ", cancellationToken);
        if (code.Length == 0) return Refuse(context, "MFA token code is required");

        var target = context.Options.Value("update-profile") is { Length: > 0 } named ? named : await AskTargetAsync(context, serial, cancellationToken);
        var session = await login.GetSessionAsync(serial, code, TimeSpan.FromSeconds(seconds), cancellationToken);
        await WriteAsync(context.Settings.Files, target, session, cancellationToken);
        PrintResult(context, target, session);
        return 0;
    }

    static int SecondsOf(ParsedOptions options)
    {
        if (options.Value("duration-seconds") is not { } text) return HalfADay;
        if (!PythonNumber.TryInteger(text, out var digits) || !int.TryParse(digits, CultureInfo.InvariantCulture, out var seconds))
            throw new CommandFailedException($"invalid literal for int() with base 10: {PythonText.Quote(text)}");
        return seconds == 0 ? HalfADay : seconds;
    }

    /// <summary>The keys that the profile starts from; where there are none they are asked for, and null is the answer to an empty one.</summary>
    static async Task<Credentials.MfaLogin?> PrepareAsync(CommandContext context, CancellationToken cancellationToken)
    {
        try { return await context.Session.PrepareMfaLoginAsync(cancellationToken); }
        catch (CredentialsException e) when (e.Fault == CredentialsFault.NoneConfigured) { }

        context.Out.WriteLine("Please provide your AWS credentials:");
        if (await AskKeyAsync(context, "AWS Access Key ID", cancellationToken) is not { } accessKeyId) return null;
        if (await AskKeyAsync(context, "AWS Secret Access Key", cancellationToken) is not { } secretAccessKey) return null;
        return context.Session.PrepareMfaLogin(new(accessKeyId, secretAccessKey));
    }

    /// <remarks>Deviates in the secret key, which is not shown while it is typed.</remarks>
    static async Task<string?> AskKeyAsync(CommandContext context, string name, CancellationToken cancellationToken)
    {
        var answer = name.Contains("Secret", StringComparison.Ordinal) && context.Terminal.InputIsKeyboard
            ? await context.Terminal.PromptHiddenAsync($"{name}: ", cancellationToken)
            : await context.Terminal.PromptAsync($"{name}: ", cancellationToken);
        if (answer.Length > 0) return answer;

        Refuse(context, $"{name} is required");
        return null;
    }

    static async Task<string> AskTargetAsync(CommandContext context, string serial, CancellationToken cancellationToken)
    {
        var suggested = SuggestedTarget(serial);
        var answer = await context.Terminal.PromptAsync($"Profile to update [{suggested}]: ", cancellationToken);
        return answer.Length > 0 ? answer : suggested;
    }

    /// <summary>Account and device of an ARN: <c>123456789012-me</c>; <c>session-GAHT12345678</c> for a serial number.</summary>
    static string SuggestedTarget(string serial)
        => serial.Split(':') is ["arn", _, "iam", _, var account, var resource, ..] ? $"{account}-{resource[(resource.LastIndexOf('/') + 1)..]}" : $"session-{serial}";

    static Task WriteAsync(ProfileFiles files, string target, AwsCredentials session, CancellationToken cancellationToken)
        => files.EditAsync(files.CredentialsPath, editor =>
        {
            var section = SectionName.Plain(target);
            editor.Set(section, "aws_access_key_id", session.AccessKeyId);
            editor.Set(section, "aws_secret_access_key", session.SecretAccessKey);
            if (session.SessionToken is { } token) editor.Set(section, "aws_session_token", token);
        }, cancellationToken);

    static void PrintResult(CommandContext context, string target, AwsCredentials session)
    {
        context.Out.WriteLine($"Temporary credentials written to profile '{target}'");
        context.Out.WriteLine($"Credentials will expire at {session.Expiration?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture)}");
        context.Out.WriteLine($"To use these credentials, specify --profile {target} when running AWS CLI commands");
    }

    /// <summary>AWS CLI ends with exit code 1 here, as it does nowhere else.</summary>
    static int Refuse(CommandContext context, string message)
    {
        context.Terminal.Flush();
        context.Terminal.Error.Write($"\naws: [ERROR]: {message}\n");
        return 1;
    }
}
