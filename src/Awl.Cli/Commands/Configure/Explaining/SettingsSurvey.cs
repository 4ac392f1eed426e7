using Awl.Cli.CommandLine;
using Awl.Config;

namespace Awl.Cli.Commands.Configure.Explaining;

/// <summary>Looks up every setting and where it comes from.</summary>
sealed class SettingsSurvey(CommandContext context)
{
    Settings Settings => context.Settings;

    public List<ExplainedSetting> All()
    {
        var all = new List<ExplainedSetting>();
        foreach (var (key, value) in KnownSettings.All) all.Add(Explain(key, value));
        AddTimeouts(all);
        AddEndpoints(all);
        AddProxies(all);
        return all;
    }

    ExplainedSetting Explain(SettingKey key, string? defaultValue)
    {
        var places = Settings.FindAll(key);
        var name = key.Table is { } table ? $"{table}.{key.Key}" : key.Key ?? key.Variable!;
        if (places.Count == 0) return new(name, defaultValue, default, []);

        var shadowed = new List<Setting>();
        for (var i = 1; i < places.Count; i++) shadowed.Add(places[i]);
        return new(name, places[0].Value, places[0].Source, shadowed);
    }

    void AddTimeouts(List<ExplainedSetting> all)
    {
        Add("cli_connect_timeout", context.Globals.ConnectTimeout, "--cli-connect-timeout");
        Add("cli_read_timeout", context.Globals.ReadTimeout, "--cli-read-timeout");

        void Add(string name, string? given, string option)
            => all.Add(new(name, given ?? "60", given is null ? default : new(SettingOrigin.Option, option), []));
    }

    /// <summary>Services that are called elsewhere than the rest.</summary>
    void AddEndpoints(List<ExplainedSetting> all)
    {
        var general = Settings.Find(new SettingKey("endpoint_url", "AWS_ENDPOINT_URL"));
        foreach (var service in context.Commands.Services.All())
        {
            var endpoint = Settings.FindEndpointUrl(service.ServiceId);
            if (endpoint.Value is null || endpoint.Source == general.Source) continue;
            all.Add(new($"{service.CommandName}.endpoint_url", endpoint.Value, endpoint.Source, general.Value is null ? [] : [general]));
        }
    }

    void AddProxies(List<ExplainedSetting> all)
    {
        foreach (var name in (ReadOnlySpan<string>)["http_proxy", "https_proxy", "no_proxy"])
        {
            var upper = name.ToUpperInvariant();
            if (Find(name) is not { } first && Find(upper) is not { } second) all.Add(new(name, null, default, []));
            else if (Find(name) is { } lower) all.Add(new(name, lower.Value, lower.Source, Find(upper) is { } shadowed ? [shadowed] : []));
            else all.Add(new(name, Find(upper)!.Value.Value, Find(upper)!.Value.Source, []));
        }

        Setting? Find(string variable) => context.Machine.Variable(variable) is { } value ? new(value, new(SettingOrigin.Environment, variable)) : null;
    }
}
