using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Awl.Config;
using Awl.Credentials;
using Awl.Signing;

namespace Awl.Tests.Credentials;

/// <summary>One case of the credentials suite, run in process: its files on disk, its variables, and its exchanges in place of the network.</summary>
sealed class CredentialsCase(JsonNode test) : IDisposable
{
    readonly CaseMachine _machine = new();
    readonly StringWriter _log = new();

    public string Id => (string)test["id"]!;

    public void Dispose() => _machine.Dispose();

    /// <summary>All cases of a file that ask for nothing but credentials; the others test commands.</summary>
    public static IEnumerable<JsonNode> In(string file)
        => JsonNode.Parse(File.ReadAllText(Conformance.Path($"credentials/{file}")))!["cases"]!.AsArray().Where(AsksForCredentials).Select(test => test!);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var whole = Prepare();
        foreach (var step in whole["steps"]?.AsArray() ?? [new JsonObject()]) await RunStepAsync(Merged(whole, step!.AsObject()), cancellationToken);
    }

    static bool AsksForCredentials(JsonNode? test)
        => Exports(test!["argv"]) && (test["steps"]?.AsArray() ?? []).All(step => Exports(step!["argv"]));

    static bool Exports(JsonNode? argv)
        => argv is null || (argv is JsonArray list && list.Count > 1 && (string)list[0]! == "configure" && (string)list[1]! == "export-credentials" && !list.Any(word => (string)word! == "--format"));

    /// <summary>Applies what the suite proposes for Awl, fills the placeholders and writes the files.</summary>
    JsonObject Prepare()
    {
        var whole = Merged(test.AsObject(), test["awl"]?.AsObject() ?? []);
        if ((string?)whole["clock"] is { } clock) _machine.Now = CaseText.Time(clock);
        var filled = CaseText.Fill(whole, _machine.HomeFolder, _machine.Now)!.AsObject();
        foreach (var (path, content) in filled["files"]?.AsObject() ?? []) WriteFile(Path.Combine(_machine.HomeFolder, path), content!);
        return filled;
    }

    static JsonObject Merged(JsonObject below, JsonObject above)
    {
        var merged = below.DeepClone().AsObject();
        foreach (var (key, value) in above)
        {
            if (key == "env" && merged["env"] is JsonObject variables)
            {
                foreach (var (name, text) in value!.AsObject()) variables[name] = text?.DeepClone();
            }
            else merged[key] = value?.DeepClone();
        }
        return merged;
    }

    static void WriteFile(string path, JsonNode content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var bytes = content is JsonValue text ? Encoding.UTF8.GetBytes((string)text!)
            : content["json"] is { } json ? Encoding.UTF8.GetBytes(json.ToJsonString())
            : (string?)content["base64"] is { } base64 ? Convert.FromBase64String(base64)
            : Encoding.UTF8.GetBytes((string)content["text"]!);
        File.WriteAllBytes(path, bytes);
        var mode = content is JsonObject ? (string?)content["mode"] : null;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode ?? "0600", 8));
    }

    async Task RunStepAsync(JsonObject step, CancellationToken cancellationToken)
    {
        _machine.Variables.Clear();
        foreach (var (name, value) in step["env"]?.AsObject() ?? []) _machine.Variables[name] = (string)value!;
        var transport = new CaseTransport(IsRecorded ? Loosened(step["http"]) : step["http"]?.AsArray() ?? []);
        var trail = new CredentialsTrail();
        var prompts = new StringBuilder();
        var context = Context(step, transport, prompts) with { Trail = trail };

        if (step["expect"]!["token"] is { } token)
        {
            await CheckTokenAsync(token, context, cancellationToken);
            return;
        }
        var outcome = await OutcomeAsync(context, SourcesOf((string?)step["scope"]), cancellationToken);
        Check(step["expect"]!.AsObject(), outcome);
        transport.CheckAllUsed();
        CheckFiles(step["expect"]!["files_after"]?.AsObject() ?? []);
        CheckNoSecretIn(_log.ToString(), "the log", step);
        CheckNoSecretIn(string.Join('\n', trail.Sources.SelectMany(source => source.Notes.Select(note => note.ToString()).Concat(source.Plans))), "the trail", step);
        if (step["expect"]!["stderr"] is JsonObject stderr && stderr["contains"]?.ToJsonString().Contains("MFA", StringComparison.Ordinal) == true)
        {
            Assert.True(CaseText.Matches(stderr, prompts.ToString()), prompts.ToString());
        }
    }

    CredentialsContext Context(JsonObject step, CaseTransport transport, StringBuilder prompts)
    {
        var argv = step["argv"]?.AsArray().Select(word => (string)word!).ToList() ?? [];
        string? Option(string name) => argv.IndexOf(name) is >= 0 and var i ? argv[i + 1] : null;
        var settings = new Settings(_machine, new() { Profile = Option("--profile"), Region = Option("--region") });
        var codes = new Queue<string>(((string?)step["stdin"] ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return new(_machine, settings, new Log(_log))
        {
            Api = new CaseApi(transport, settings),
            MetadataTransport = (_, _) => transport,
            MfaPrompt = (serial, _) =>
            {
                prompts.Append($"Enter MFA code for {serial}: ");
                return Task.FromResult<string?>(codes.Dequeue());
            },
        };
    }

    /// <summary>Whether the case is one of another SDK's recordings, whose requests that SDK does not compare: some do not fit their own case.</summary>
    bool IsRecorded => test["origin"] is not null;

    /// <summary>The exchanges by method and URL alone, which is how the recordings are played.</summary>
    static JsonArray Loosened(JsonNode? http)
    {
        var exchanges = http?.DeepClone().AsArray() ?? [];
        foreach (var exchange in exchanges)
        {
            exchange!["request"]!.AsObject().Remove("body");
            exchange["request"]!.AsObject().Remove("headers");
        }
        if (exchanges.Count > 0) exchanges[^1]!["times"] = new JsonObject { ["min"] = 1, ["max"] = 3 };   // their client tried once
        return exchanges;
    }

    static Func<CredentialsContext, IReadOnlyList<ICredentialsProvider>> SourcesOf(string? scope) => scope != "profile provider only"
        ? DefaultChain.Sources
        : context => [new AssumeRoleProvider(context, context.Settings.ProfileName, context.Settings.Profile), .. DefaultChain.OfProfile(context, context.Settings.ProfileName, context.Settings.Profile)];

    static async Task CheckTokenAsync(JsonNode expected, CredentialsContext context, CancellationToken cancellationToken)
    {
        var token = await new BearerTokens(context).FindAsync("codecatalyst", cancellationToken);
        Assert.Equal((string)expected["token"]!, token!.Token);
        Assert.Equal(CaseText.Time((string)expected["expiration"]!), token.Expiration);
    }

    static async Task<Outcome> OutcomeAsync(
        CredentialsContext context, Func<CredentialsContext, IReadOnlyList<ICredentialsProvider>> sources, CancellationToken cancellationToken)
    {
        var chain = new CredentialsChain(context, sources);
        try
        {
            var credentials = await new CachedProvider(chain, context).FindAsync(cancellationToken);
            return new(credentials, chain.Name, credentials is null ? new CredentialsException(CredentialsFault.NoneConfigured, "none") : null);
        }
        catch (AwlException e) { return new(null, chain.Name, e); }
    }

    void Check(JsonObject expect, Outcome outcome)
    {
        if (expect["error"] is { } error)
        {
            Assert.True(outcome.Error is not null, $"{Id}: an error was expected, {outcome.Credentials} found");
            Assert.Equal((string)error["class"]!, outcome.Error is null ? "none" : outcome.ErrorClass);
            if ((string?)error["code"] is { } code) Assert.Equal(code, Assert.IsType<ServiceException>(outcome.Error).Code);
            if ((int?)expect["exit"] is { } exit) Assert.Equal(exit, outcome.Exit);
            CheckNoSecretIn(outcome.Error!.Message, "the error", test);
        }
        else if (outcome.Error is { } unexpected) Assert.Fail($"{Id}: {unexpected}");

        if (expect["credentials"] is JsonObject wanted) CheckCredentials(wanted, outcome);
    }

    static void CheckCredentials(JsonObject wanted, Outcome outcome)
    {
        var found = outcome.Credentials!;
        foreach (var (name, value) in wanted)
        {
            switch (name)
            {
                case "access_key_id": Assert.Equal((string)value!, found.AccessKeyId); break;
                case "secret_access_key": Assert.Equal((string)value!, found.SecretAccessKey); break;
                case "session_token": Assert.Equal((string?)value, found.SessionToken); break;
                case "account_id": Assert.Equal((string?)value, found.AccountId); break;
                case "provider": Assert.Equal((string)value!, outcome.Source); break;
                case "expiration" when value is JsonObject matcher: Assert.True(CaseText.Matches(matcher, found.Expiration?.ToString("O"))); break;
                case "expiration" when value is null: Assert.Null(found.Expiration); break;
                case "expiration": Assert.Equal(CaseText.Time((string)value!), found.Expiration!.Value, TimeSpan.FromSeconds(20)); break;
            }
        }
    }

    void CheckFiles(JsonObject files)
    {
        foreach (var (path, wanted) in files)
        {
            var full = Path.Combine(_machine.HomeFolder, path);
            if (wanted is JsonObject { } rules && (bool?)rules["absent"] == true) { Assert.False(File.Exists(full), path); continue; }
            Assert.True(File.Exists(full), $"{path} is not there; there are {string.Join(", ", Directory.GetFiles(_machine.HomeFolder, "*", SearchOption.AllDirectories))}");
            var text = File.ReadAllText(full);
            if (wanted is JsonValue exact) Assert.Equal((string)exact!, text);
            if (wanted is not JsonObject expected) continue;
            if ((string?)expected["mode"] is { } mode && !OperatingSystem.IsWindows()) Assert.Equal((UnixFileMode)Convert.ToInt32(mode, 8), File.GetUnixFileMode(full));
            if (expected["text"] is { } matcher) Assert.True(CaseText.Matches(matcher, text), text);
            if (expected["json"] is { } json) Assert.True(CaseText.Contains(JsonNode.Parse(text), json), $"{path}: {text}");
        }
    }

    /// <summary>Secrets of the suite are told by their form, tokens and secrets of the expected credentials by their place.</summary>
    static void CheckNoSecretIn(string text, string where, JsonNode step)
    {
        foreach (Match secret in Regex.Matches(step.ToJsonString(), "[a-z0-9]+-(secret|token)\\b|\"(?:secret_access_key|session_token)\":\"([^\"]{5,})\""))
        {
            var value = secret.Groups[2].Success ? secret.Groups[2].Value : secret.Value;
            if (value == "shared") continue;   // one case has a secret that is also part of a source's name
            Assert.False(text.Contains(value, StringComparison.Ordinal), $"A secret is in {where}: {text}");
        }
    }

    /// <summary>What a search for credentials came to.</summary>
    sealed record Outcome(AwsCredentials? Credentials, string Source, AwlException? Error)
    {
        public string ErrorClass => Error switch
        {
            CredentialsException { Fault: CredentialsFault.NoneConfigured } => "NoCredentials",
            CredentialsException { Fault: CredentialsFault.Partial } => "PartialCredentials",
            CredentialsException { Fault: CredentialsFault.InvalidConfiguration } e => e.Message.StartsWith("The specified config file", StringComparison.Ordinal) ? "ConfigNotFound" : "InvalidConfig",
            CredentialsException e => e.Fault.ToString(),
            ConfigurationException { Fault: ConfigurationFault.Unreadable } => "ConfigParse",
            ConfigurationException { Fault: ConfigurationFault.Invalid } e => e.Message.Contains("EC2 Instance Metadata", StringComparison.Ordinal) ? "ImdsEndpointInvalid" : "InvalidConfig",
            ConfigurationException e => e.Fault.ToString(),
            ServiceException => "ServiceError",
            _ => Error!.GetType().Name,
        };

        /// <summary>The exit code of <c>configure export-credentials</c>.</summary>
        public int Exit => Error switch
        {
            null => 0,
            ServiceException => 254,
            CredentialsException { WhileRefreshing: true } => 255,
            ConfigurationException { Fault: ConfigurationFault.Unreadable or ConfigurationFault.Invalid } => 255,
            _ => 253,
        };
    }
}
