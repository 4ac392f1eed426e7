using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Config;
using Awl.Credentials;
using Awl.Http;
using Awl.Signing;
using Awl.Tests.Machines;

namespace Awl.Tests.Credentials;

/// <summary>The suites of AWS's Rust SDK: where the files are, which address is asked, which roles are assumed in which order.</summary>
public class SdkSuitesTests
{
    /// <summary>Left out, by the first words of what a test is about, with the reason.</summary>
    static readonly Dictionary<string, string> LeftOut = new()
    {
        ["explicit endpoint override"] = "A setting of that SDK's own builder.",
        ["explicit mode override"] = "A setting of that SDK's own builder.",
        ["environment variable overrides endpoint mode override"] = "A setting of that SDK's own builder.",
        ["partial credentials error (missing access key)"] = "AWS CLI passes over a secret without its key (file-secret-only).",
        ["SSO credentials profile selected"] = "Needs a token: the sso cases.",
        ["SSO token profile selected"] = "Needs a token: the sso cases.",
        ["invalid SSO token configuration: sso_region must be in sso-session"] = "AWS CLI goes on after a profile that has only an SSO session (sso-session-only-token).",
        ["invalid SSO token configuration: sso-session not found"] = "AWS CLI goes on after a profile that has only an SSO session (sso-session-only-token).",
    };

    public static TheoryData<string, int, string> Tests()
    {
        var data = new TheoryData<string, int, string>();
        if (Conformance.Folder is null) { data.Add("", 0, ""); return data; }

        foreach (var file in (ReadOnlySpan<string>)["file-location-tests.json", "ecs-tests.json", "imds-endpoint-tests.json", "assume-role-tests.json"])
        {
            var tests = Read(file);
            for (var i = 0; i < tests.Count; i++) data.Add(file, i, (string)(tests[i]!["docs"] ?? tests[i]!["name"])!);
        }
        return data;
    }

    [Theory, MemberData(nameof(Tests))]
    public async Task We_agree_with_the_suite(string file, int index, string about)
    {
        Conformance.Path("credentials");
        Assert.SkipWhen(LeftOut.GetValueOrDefault(about, "") is { Length: > 0 }, LeftOut.GetValueOrDefault(about, ""));
        var test = Read(file)[index]!;
        switch (file)
        {
            case "file-location-tests.json": CheckLocation(test); break;
            case "ecs-tests.json": await CheckUrlAsync(test, "result", context => new ContainerProvider(context)); break;
            case "imds-endpoint-tests.json": await CheckUrlAsync(test, "result", context => new ImdsProvider(context)); break;
            default: await CheckChainAsync(test); break;
        }
    }

    static JsonArray Read(string file)
        => JsonNode.Parse(File.ReadAllText(Conformance.Path($"credentials/third-party/smithy-rs/{file}"))) switch
        {
            JsonArray list => list,
            var whole => whole!["tests"]!.AsArray(),
        };

    static void CheckLocation(JsonNode test)
    {
        Assert.SkipWhen((string)test["platform"]! == "windows", "Paths of another system.");
        var settings = new Settings(MachineOf(test["environment"]!));
        Assert.Equal((string)test["configLocation"]!, settings.Files.ConfigPath);
        Assert.Equal((string)test["credentialsLocation"]!, settings.Files.CredentialsPath);
        if ((string?)test["profile"] is { } profile) Assert.Equal(profile, settings.ProfileName);
    }

    static async Task CheckUrlAsync(JsonNode test, string result, Func<CredentialsContext, ICredentialsProvider> sourceOf)
    {
        var machine = MachineOf(test["env"]!);
        foreach (var (path, text) in test["fs"]?.AsObject() ?? []) machine.With(path, (string)text!);
        var transport = new Recorder();
        var source = sourceOf(new(machine, new Settings(machine), Log.Off) { MetadataTransport = (_, _) => transport });
        try { await source.FindAsync(TestContext.Current.CancellationToken); }
        catch (AwlException) { }   // nobody answers, or the setting is wrong: then nobody is asked
        Assert.Equal((string?)test[result]!["Ok"], transport.FirstUrl);
    }

    static async Task CheckChainAsync(JsonNode test)
    {
        var machine = new FakeMachine().With("/home/user/.aws/config", ConfigOf(test["input"]!["profiles"]!.AsObject())).With("/var/token.jwt", "jwt");
        machine.Variables["AWS_EC2_METADATA_DISABLED"] = "false";
        var api = new Roles();
        var settings = new Settings(machine, new() { Profile = (string)test["input"]!["selected_profile"]! });
        var context = new CredentialsContext(machine, settings, Log.Off) { Api = api, MetadataTransport = (_, _) => new Instance() };

        var outcome = "none";
        try { outcome = (await new CredentialsChain(context, SourcesInProfile).FindAsync(TestContext.Current.CancellationToken))?.AccessKeyId ?? "none"; }
        catch (AwlException) { }
        Assert.Equal(Expected(test["output"]!), (string.Join(" > ", api.Calls), outcome));
    }

    static List<ICredentialsProvider> SourcesInProfile(CredentialsContext context)
    {
        var (name, profile) = (context.Settings.ProfileName, context.Settings.Profile);
        return [new AssumeRoleProvider(context, name, profile), .. DefaultChain.OfProfile(context, name, profile)];
    }

    /// <summary>The calls that the chain means, each with whose keys sign it, and the key that comes out.</summary>
    static (string Calls, string Outcome) Expected(JsonNode output)
    {
        if (output["Error"] is not null) return ("", "none");

        var calls = new List<string>();
        var key = "none";
        foreach (var link in output["ProfileChain"]!.AsArray())
        {
            var (kind, value) = link!.AsObject().First();
            if (kind == "AccessKey") { key = (string)value!["access_key_id"]!; continue; }
            if (kind == "NamedSource") { key = Instance.KeyId; continue; }
            calls.Add(kind == "WebIdentityToken" ? $"web {value!["role_arn"]} {value["role_session_name"]}" : $"{key} {value!["role_arn"]} {value["role_session_name"]} {value["external_id"]}");
            key = (string)value!["role_arn"]!;
        }
        return (string.Join(" > ", calls), key);
    }

    static string ConfigOf(JsonObject profiles)
    {
        var text = new StringWriter();
        foreach (var (name, keys) in profiles)
        {
            text.WriteLine($"[{(name.StartsWith("sso-session", StringComparison.Ordinal) ? name : $"profile {name}")}]");
            foreach (var (key, value) in keys!.AsObject()) text.WriteLine($"{key} = {value}");
        }
        return text.ToString();
    }

    static FakeMachine MachineOf(JsonNode variables)
    {
        var machine = new FakeMachine();
        foreach (var (name, value) in variables.AsObject()) machine.Variables[name] = (string)value!;
        return machine;
    }

    /// <summary>Notes the first request and answers none.</summary>
    sealed class Recorder : ITransport
    {
        public string? FirstUrl { get; private set; }

        public Task<HttpReply> SendAsync(HttpRequest request, CancellationToken cancellationToken)
        {
            FirstUrl ??= request.Url;
            throw new TransportException(TransportFault.Connect, "Nobody is there.");
        }
    }

    /// <summary>An instance with a role.</summary>
    sealed class Instance : ITransport
    {
        public const string KeyId = "ASIAINSTANCE";

        public Task<HttpReply> SendAsync(HttpRequest request, CancellationToken cancellationToken)
        {
            var body = request.Method == "PUT" ? "token" : request.Path.EndsWith("security-credentials/", StringComparison.Ordinal) ? "role"
                : $$"""{"Code":"Success","AccessKeyId":"{{KeyId}}","SecretAccessKey":"s","Token":"t","Expiration":"2031-01-01T00:00:00Z"}""";
            return Task.FromResult(new HttpReply(200, new HeaderList(), new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body))));
        }
    }

    /// <summary>STS: each role's key is called like the role.</summary>
    sealed class Roles : ICredentialsApi
    {
        public List<string> Calls { get; } = [];

        public Task<JsonElement> CallAsync(CredentialsCall call, CancellationToken cancellationToken)
        {
            var input = JsonNode.Parse(call.Input)!;
            var session = (string)input["RoleSessionName"]! is var name && name.StartsWith("botocore", StringComparison.Ordinal) ? "" : name;
            Calls.Add(call.Credentials is { } keys ? $"{keys.AccessKeyId} {input["RoleArn"]} {session} {input["ExternalId"]}" : $"web {input["RoleArn"]} {session}");
            return Task.FromResult(JsonElement.Parse($$$"""{"Credentials":{"AccessKeyId":"{{{input["RoleArn"]}}}","SecretAccessKey":"s","SessionToken":"t","Expiration":"2031-01-01T00:00:00Z"}}"""));
        }
    }
}
