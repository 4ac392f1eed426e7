using System.Text.Json;
using Awl.Config;
using Awl.Credentials;
using Awl.Signing;

namespace Awl.Tests.Credentials;

public sealed class RoleTests : IDisposable
{
    const string Config = "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = base\n";
    const string Keys = "[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = akiabase-secret\n";

    readonly CaseMachine _machine = new();
    readonly CountingApi _api;

    public RoleTests() => _api = new(_machine);

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Many_processes_that_need_one_session_make_one_call()
    {
        Write(Config);
        var found = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => FindAsync(Context()))));   // each with nothing in memory
        Assert.All(found, credentials => Assert.Equal("ASIA1", credentials!.AccessKeyId));
        Assert.Equal(1, _api.Calls);
    }

    [Fact]
    public async Task A_code_that_nobody_can_give_fails_at_once_and_says_what_to_do()
    {
        Write(Config + "mfa_serial = arn:aws:iam::111122223333:mfa/me\n");
        var error = await Assert.ThrowsAsync<CredentialsException>(() => FindAsync(Context()));
        Assert.Equal(CredentialsFault.MfaUnavailable, error.Fault);
        Assert.Contains("arn:aws:iam::111122223333:mfa/me", error.Message, StringComparison.Ordinal);
        Assert.Contains("--profile role", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _api.Calls);
    }

    [Fact]
    public async Task A_program_may_give_the_code()
    {
        Write(Config + "mfa_serial = GAHT12345678\nmfa_process = echo 123456\n");
        await FindAsync(Context());
        Assert.Equal("123456", _api.LastInput.FindText("TokenCode"));
    }

    [Fact]
    public async Task The_policy_of_a_profile_narrows_the_session()
    {
        Write(Config + "policy = {\"Version\": \"2012-10-17\"}\n");
        await FindAsync(Context());
        Assert.Equal("{\"Version\": \"2012-10-17\"}", _api.LastInput.FindText("Policy"));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_does_no_harm()
    {
        if (OperatingSystem.IsWindows()) return;
        Write(Config);
        File.WriteAllText(Path.Combine(_machine.HomeFolder, ".aws/cli"), "in the way");
        Assert.Equal("ASIA1", (await FindAsync(Context()))!.AccessKeyId);
    }

    [Fact]
    public async Task The_trail_tells_whom_a_role_asked()
    {
        Write(Config);
        var trail = new CredentialsTrail();
        await FindAsync(Context() with { Trail = trail });

        var role = Assert.Single(trail.Sources, source => source.Outcome == SourceOutcome.Answered);
        Assert.Same(trail.Winner, role);
        Assert.Equal("iam-role", trail.Sources[^1].Name);
        Assert.Equal(("assume-role", SourceOutcome.Answered, "ASIA1"), (role.Name, role.Outcome, role.Credentials!.AccessKeyId));
        Assert.Equal(["assume-role-with-web-identity", "sso", "shared-credentials-file"], role.Sources.Select(source => source.Name));
        Assert.Equal(SourceOutcome.Answered, role.Sources[^1].Outcome);
        Assert.Equal("", role.Credentials.SecretAccessKey);
    }

    [Fact]
    public void The_name_of_an_entry_is_the_hash_of_the_JSON_that_Python_writes()
    {
        // python3 -c 'import hashlib, json; print(hashlib.sha1(json.dumps({...}, sort_keys=True).encode()).hexdigest())'
        var settings = new RoleSettings("p", "arn:aws:iam::1:role/R")
        {
            DurationSeconds = 900,
            ExternalId = "é😀\x7f\t",
            Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*ä\u0001\"\\"}],"n":[1,2.5,true,null,{}]}""",
        };
        Assert.Equal("4b4830c76e21ca5ce1d293f8fcf3d301ea47acd0", settings.CacheName());
    }

    [Theory]
    [InlineData("", "da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("abc", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1")]
    public void SHA1_gives_the_digests_of_its_standard(string text, string digest) => Assert.Equal(digest, Sha1.Hex(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void SHA1_agrees_with_the_platform_at_every_length()
    {
#pragma warning disable CA5350 // It names files.
        for (var length = 0; length < 200; length++)
        {
            var data = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(data)), Sha1.Hex(data));
        }
#pragma warning restore CA5350
    }

    [Theory]
    [InlineData("a b", "a", "b")]
    [InlineData("\"C:\\Program Files\\x.exe\" -a \\\"q\\\" c:\\\\d\\", "C:\\Program Files\\x.exe", "-a", "\"q\"", "c:\\\\d\\")]
    [InlineData("\"\" x", "", "x")]
    [InlineData("\"a\\\\\" b", "a\\", "b")]
    public void Windows_splits_a_command_by_its_own_rules(string text, params string[] words) => Assert.Equal(words, ProfileCommand.SplitForWindows(text)!);

    CredentialsContext Context() => new(_machine, new Settings(_machine, new() { Profile = "role" }), Log.Off) { Api = _api };

    static async Task<AwsCredentials?> FindAsync(CredentialsContext context)
        => await new CachedProvider(new(context, DefaultChain.Sources), context).FindAsync(TestContext.Current.CancellationToken);

    void Write(string config)
    {
        Directory.CreateDirectory(Path.Combine(_machine.HomeFolder, ".aws"));
        File.WriteAllText(Path.Combine(_machine.HomeFolder, ".aws/config"), config);
        File.WriteAllText(Path.Combine(_machine.HomeFolder, ".aws/credentials"), Keys);
    }

    /// <summary>Gives sessions ASIA1, ASIA2 …</summary>
    sealed class CountingApi(CaseMachine machine) : ICredentialsApi
    {
        int _calls;

        public int Calls => _calls;
        public JsonElement LastInput { get; private set; }

        public async Task<JsonElement> CallAsync(CredentialsCall call, CancellationToken cancellationToken)
        {
            LastInput = JsonElement.Parse(call.Input);
            var number = Interlocked.Increment(ref _calls);
            await Task.Yield();
            return JsonElement.Parse($$$"""
                {"Credentials":{"AccessKeyId":"ASIA{{{number}}}","SecretAccessKey":"s","SessionToken":"t","Expiration":"{{{CredentialsTime.PythonText(machine.Now.AddHours(1))}}}"},
                 "AssumedRoleUser":{"AssumedRoleId":"A:s","Arn":"arn:aws:sts::111122223333:assumed-role/R/s"}}
                """);
        }
    }
}
