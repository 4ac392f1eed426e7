using Awl.Config;
using Awl.Credentials.Secure;

namespace Awl.Cli.Commands.Doctor;

/// <summary>Settings that are there and do not count, because a stronger place has the same.</summary>
sealed class ShadowsCheck : ICheck
{
    public string Name => "shadows";

    public Task<IReadOnlyList<Finding>> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        List<Finding> findings = [.. AboutKeys(context), .. AboutVariables(context.Machine), .. AboutSettings(context)];
        if (findings.Count == 0) findings.Add(Finding.Ok("nothing hides another setting"));
        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }

    static IEnumerable<Finding> AboutKeys(CommandContext context)
    {
        if (Profile(context) is { } own && KeyStore.IsUsedBy(own) && own.SectionOf("aws_access_key_id") is { } plain && plain == own.Credentials)
        {
            yield return new(Severity.Problem, $"The profile {own.Name} has keys in plain text, which count more than those in the key store.")
            {
                Path = plain.Path,
                Line = plain.LineOf("aws_access_key_id"),
                Fix = $"awl configure --secure --profile {own.Name}, with empty answers, moves them into the store",
            };
        }
        if (!IsSet(context.Machine, "AWS_ACCESS_KEY_ID") || context.Settings.ProfileIsOption) yield break;

        if (context.Settings.FindProfileName() is { Value: { } profile, Source: var source })
        {
            yield return new(Severity.Problem, $"AWS_ACCESS_KEY_ID counts more than {source.Name}: calls are not made as the profile {profile}.")
            {
                Fix = "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN, or give --profile on the command line",
            };
        }
        else if (Profile(context) is { } used && (used.Find("aws_access_key_id") ?? used.Find("role_arn") ?? used.Find("sso_session")) is not null)
        {
            yield return new(Severity.Note, $"AWS_ACCESS_KEY_ID counts more than what the profile {used.Name} says about credentials.");
        }
    }

    static Profile? Profile(CommandContext context)
    {
        try { return context.Settings.Profile; }
        catch (ConfigurationException) { return null; }   // the files have a check of their own
    }

    static IEnumerable<Finding> AboutVariables(Machine machine)
    {
        foreach (var (strong, weak) in (IEnumerable<(string, string)>)[("AWS_REGION", "AWS_DEFAULT_REGION"), ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"), ("AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN")])
        {
            if (IsSet(machine, strong) && IsSet(machine, weak) && machine.Variable(strong) != machine.Variable(weak))
                yield return new(Severity.Problem, $"{strong} and {weak} differ; {strong} counts.") { Fix = $"unset {weak}" };
        }
        foreach (var name in (IEnumerable<string>)["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"])
        {
            if (machine.Variable(name) is { Length: > 0 } value && value != value.Trim('"', '\'', ' ', '\t', '\r', '\n'))
                yield return new(Severity.Problem, $"{name} begins or ends with a blank, a line end or a quote, which is then part of the key.") { Fix = $"Set {name} again without it." };
        }
        if (IsSet(machine, "AWS_ACCESS_KEY_ID") != IsSet(machine, "AWS_SECRET_ACCESS_KEY"))
            yield return new(Severity.Problem, "Only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set.") { Fix = "Set both, or unset both." };
    }

    static IEnumerable<Finding> AboutSettings(CommandContext context)
    {
        if (Profile(context) is null) yield break;

        foreach (var (key, _) in KnownSettings.All)
        {
            var places = context.Settings.FindAll(key);
            if (places.Count < 2 || places[0].Source.Origin == SettingOrigin.Option || places[^1].Source is not { Section: { } section } last) continue;
            if (places[0].Value != places[^1].Value)
                yield return new(Severity.Note, $"{last.Name} of [{section.Header}] does not count: {places[0].Source} has another value.") { Path = section.Path, Line = last.Line };
        }
    }

    static bool IsSet(Machine machine, string name) => machine.Variable(name) is { Length: > 0 };
}
