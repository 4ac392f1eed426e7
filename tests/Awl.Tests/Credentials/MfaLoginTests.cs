using System.Text.Json;
using Awl.Config;
using Awl.Credentials;
using Awl.Credentials.Secure;
using Awl.Signing;
using Awl.Tests.Machines;

namespace Awl.Tests.Credentials;

public class MfaLoginTests
{
    const string Device = "arn:aws:iam::111122223333:mfa/me";

    const string Config = $"""
        [profile base]
        mfa_serial = {Device}
        [profile admin]
        role_arn = arn:aws:iam::111122223333:role/Admin
        source_profile = base
        mfa_serial = {Device}
        [profile ops]
        role_arn = arn:aws:iam::111122223333:role/Ops
        source_profile = base
        [profile twin]
        mfa_serial = {Device}
        [profile other]
        mfa_serial = {Device}
        [profile plain]
        region = eu-west-1
        [profile kept]
        credential_process = awl configure export-credentials --profile kept --format process
        mfa_serial = {Device}
        [profile kept-admin]
        role_arn = arn:aws:iam::111122223333:role/Admin
        source_profile = kept
        """;

    const string Keys = """
        [base]
        aws_access_key_id = AKIABASE
        aws_secret_access_key = s
        [twin]
        aws_access_key_id = AKIABASE
        aws_secret_access_key = s
        [plain]
        aws_access_key_id = AKIABASE
        aws_secret_access_key = s
        [other]
        aws_access_key_id = AKIAOTHER
        aws_secret_access_key = s
        """;

    readonly FakeMachine _machine = new FakeMachine().With("/home/user/.aws/config", Config).With("/home/user/.aws/credentials", Keys);
    readonly List<CredentialsCall> _calls = [];
    int _questions;

    [Fact]
    public async Task One_login_serves_every_profile_with_the_same_keys_and_device()
    {
        var login = await PrepareAsync("admin");
        Assert.Equal(("base", Device, true), (login.ProfileName, login.Serial, login.KeysAreInProfile));
        Assert.Equal(_machine.Now.AddHours(12), await LogInAsync(login));
        Assert.Equal(["base", "admin", "ops", "twin"], await login.ListProfilesServedAsync(Device, default));

        foreach (var profile in (string[])["base", "twin"]) Assert.Equal("ASIASESSION", (await FindAsync(profile))!.AccessKeyId);
        foreach (var profile in (string[])["plain", "other"]) Assert.StartsWith("AKIA", (await FindAsync(profile))!.AccessKeyId, StringComparison.Ordinal);
        Assert.Equal(1, _questions);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("ops")]
    public async Task A_role_is_assumed_with_the_session_and_without_a_code(string profile)
    {
        await LogInAsync(await PrepareAsync("base"));
        Assert.Equal("ASIAROLE", (await FindAsync(profile))!.AccessKeyId);

        var call = _calls[^1];
        Assert.Equal(("AssumeRole", "ASIASESSION"), (call.Operation, call.Credentials!.AccessKeyId));
        Assert.Null(JsonElement.Parse(call.Input).FindText("SerialNumber"));
        Assert.Equal(1, _questions);
    }

    [Fact]
    public async Task Without_a_session_a_role_asks_for_the_code()
    {
        Assert.Equal("ASIAROLE", (await FindAsync("admin"))!.AccessKeyId);
        Assert.Equal("AKIABASE", _calls[^1].Credentials!.AccessKeyId);
        Assert.Equal("123456", JsonElement.Parse(_calls[^1].Input).FindText("TokenCode"));
    }

    [Fact]
    public async Task The_keys_count_again_when_the_session_has_ended()
    {
        await LogInAsync(await PrepareAsync("base"));
        _machine.Now += TimeSpan.FromHours(12);
        Assert.Equal("AKIABASE", (await FindAsync("base"))!.AccessKeyId);
    }

    [Fact]
    public async Task A_session_that_lasts_is_not_made_again_unless_that_is_wanted()
    {
        await LogInAsync(await PrepareAsync("base"));
        await LogInAsync(await PrepareAsync("twin"));
        Assert.Equal(1, _questions);
        await LogInAsync(await PrepareAsync("base"), renew: true);
        Assert.Equal(2, _questions);
        Assert.All(_calls, call => Assert.Equal("AKIABASE", call.Credentials!.AccessKeyId));
    }

    [Fact]
    public async Task The_session_is_for_its_owner_alone()
    {
        await LogInAsync(await PrepareAsync("base"));
        var path = Assert.Single(_machine.Files.Keys, path => path.Contains("/cli/cache/", StringComparison.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, _machine.Modes[path]);
    }

    [Fact]
    public async Task A_security_key_is_explained_and_nothing_is_asked()
    {
        var login = await PrepareAsync("base");
        var error = await Assert.ThrowsAsync<CredentialsException>(() => LogInAsync(login, "arn:aws:iam::111122223333:u2f/user/me/key-ABC"));
        Assert.Contains("FIDO", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _questions);
    }

    [Fact]
    public async Task Temporary_keys_cannot_log_in()
    {
        _machine.Variables["AWS_ACCESS_KEY_ID"] = "ASIAX";
        _machine.Variables["AWS_SECRET_ACCESS_KEY"] = "s";
        _machine.Variables["AWS_SESSION_TOKEN"] = "t";
        var error = await Assert.ThrowsAsync<CredentialsException>(() => PrepareAsync(null));
        Assert.Contains("temporary", error.Message, StringComparison.Ordinal);
    }

    Task<DateTimeOffset> LogInAsync(MfaLogin login, string serial = Device, bool renew = false)
        => login.LogInAsync(serial, TimeSpan.FromHours(12), renew, AskAsync, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Keys_in_the_key_store_log_in_as_those_in_a_file_do()
    {
        _machine.OwnKeyring = new();
        await StoreOf(_machine).WriteAsync("kept", new("AKIAKEPT", "s"), null, TestContext.Current.CancellationToken);
        var login = await PrepareAsync("kept-admin");
        Assert.Equal(("kept", Device, true), (login.ProfileName, login.Serial, login.KeysAreInProfile));
        await LogInAsync(login);
        Assert.Equal(["kept", "kept-admin"], await login.ListProfilesServedAsync(Device, TestContext.Current.CancellationToken));
        Assert.Equal("ASIASESSION", (await FindAsync("kept"))!.AccessKeyId);
    }

    static KeyStore StoreOf(FakeMachine machine) => new(machine, new(machine), new(machine, null, new(16, 1, 1)));

    Task<MfaLogin> PrepareAsync(string? profile) => MfaLogin.PrepareAsync(Context(profile), TestContext.Current.CancellationToken);

    async Task<AwsCredentials?> FindAsync(string profile)
    {
        var context = Context(profile);
        return await new CachedProvider(new(context, DefaultChain.Sources), context).FindAsync(TestContext.Current.CancellationToken);
    }

    CredentialsContext Context(string? profile) => new(_machine, new Settings(_machine, new() { Profile = profile }), Log.Off)
    {
        Api = new Sts(_machine, _calls),
        KeyStore = StoreOf(_machine),
        MfaPrompt = AskAsync,
    };

    Task<string?> AskAsync(string serial, CancellationToken cancellationToken)
    {
        _questions++;
        return Task.FromResult<string?>("123456");
    }

    sealed class Sts(FakeMachine machine, List<CredentialsCall> calls) : ICredentialsApi
    {
        public Task<JsonElement> CallAsync(CredentialsCall call, CancellationToken cancellationToken)
        {
            calls.Add(call);
            var (key, seconds) = call.Operation == "AssumeRole" ? ("ASIAROLE", 3600L) : ("ASIASESSION", JsonElement.Parse(call.Input).FindNumber("DurationSeconds")!.Value);
            return Task.FromResult(JsonElement.Parse($$$"""
                {"Credentials":{"AccessKeyId":"{{{key}}}","SecretAccessKey":"s","SessionToken":"t","Expiration":"{{{CredentialsTime.PythonText(machine.Now.AddSeconds(seconds))}}}"}}
                """));
        }
    }
}
