using Awl.Config;
using Awl.Credentials;
using Awl.Credentials.Secure;
using Awl.Keyrings;
using Awl.Signing;
using Awl.Tests.Machines;

namespace Awl.Tests.Credentials.Secure;

public class KeyStoreTests
{
    const string Config = "/home/user/.aws/config";
    static AwsCredentials Keys => new("AKIASTORED", "the secret");

    readonly FakeMachine _machine = new() { OwnKeyring = new() };

    [Fact]
    public async Task Keys_go_to_the_keyring_and_come_back()
    {
        Assert.Equal("the test keyring", await Store.WriteAsync("me", Keys, null, default));
        Assert.Equal(Keys, await Store.FindAsync("me", default));
        Assert.Null(await Store.FindAsync("you", default));

        await Store.DeleteAsync("me", default);
        Assert.Null(await Store.FindAsync("me", default));
    }

    [Fact]
    public async Task Without_a_keyring_they_go_to_the_file_and_stay_there()
    {
        _machine.OwnKeyring = null;
        Assert.Equal("/home/user/.aws/awl/keys.json", await Store.WriteAsync("me", Keys, null, default));
        _machine.OwnKeyring = new();
        Assert.Equal(Keys, await Store.FindAsync("me", default));
        Assert.Equal("/home/user/.aws/awl/keys.json", await Store.WriteAsync("me", Keys with { AccessKeyId = "AKIANEW" }, null, default));
        Assert.Empty(_machine.OwnKeyring.Items);

        Assert.Equal("the test keyring", await Store.WriteAsync("me", Keys, KeyStorePlace.Keyring, default));
        Assert.False(_machine.Files.ContainsKey("/home/user/.aws/awl/keys.json"));
        Assert.Equal(Keys, await Store.FindAsync("me", default));
    }

    [Fact]
    public async Task What_does_not_come_back_was_not_kept()
    {
        _machine.OwnKeyring = new() { Garbles = true };
        var error = await Assert.ThrowsAsync<CredentialsException>(() => Store.WriteAsync("me", Keys, null, default));
        Assert.Equal("What was written to the test keyring did not come back. The profile is left as it was.", error.Message);
    }

    [Fact]
    public async Task A_keyring_that_stays_locked_ends_the_search()
    {
        await Store.WriteAsync("me", Keys, null, default);
        _machine.OwnKeyring!.Failure = "It is locked.";
        var error = await Assert.ThrowsAsync<CredentialsException>(() => Store.FindAsync("me", default));
        Assert.IsType<KeyringException>(error.InnerException);
    }

    [Fact]
    public async Task Keys_that_move_to_the_file_leave_the_keyring()
    {
        await Store.WriteAsync("me", Keys, null, default);
        await Store.WriteAsync("me", Keys, KeyStorePlace.File, default);
        Assert.Empty(_machine.OwnKeyring!.Items);
        Assert.Equal(Keys, await Store.FindAsync("me", default));
    }

    [Fact]
    public async Task A_keyring_that_cannot_be_reached_keeps_nobody_from_the_file()
    {
        _machine.OwnKeyring!.Failure = "Nobody is there.";
        await Store.WriteAsync("me", Keys, KeyStorePlace.File, default);
        Assert.Equal(Keys, await Store.FindAsync("me", default));
        await Store.DeleteAsync("me", default);
        Assert.False(_machine.Files.ContainsKey("/home/user/.aws/awl/keys.json"));
        await Assert.ThrowsAsync<KeyringException>(() => Store.DeleteAsync("me", default));
    }

    [Fact]
    public async Task Profiles_of_two_config_files_are_two()
    {
        await Store.WriteAsync("default", Keys, null, default);
        _machine.Variables["AWS_CONFIG_FILE"] = "/elsewhere/config";
        Assert.Null(await Store.FindAsync("default", default));
    }

    [Theory]
    [InlineData("me", "awl configure export-credentials --profile me --format process", true)]
    [InlineData("me", "/usr/local/bin/awl configure export-credentials --profile me --format process", true)]
    [InlineData("my own", "awl configure export-credentials --profile 'my own' --format process", true)]
    [InlineData("me", "awl configure export-credentials --profile you --format process", false)]
    [InlineData("me", "aws configure export-credentials --profile me --format process", false)]
    [InlineData("me", "/opt/notawl configure export-credentials --profile me --format process", false)]
    [InlineData("me", "awl configure export-credentials --profile me", false)]
    [InlineData("me", "awl configure export-credentials --profile 'me", false)]
    public void Only_our_own_line_for_the_very_profile_means_the_store(string profile, string line, bool isOwn)
    {
        _machine.With(Config, $"[profile {ShellWords.Quote(profile)}]\ncredential_process = {line}\n");
        Assert.Equal(isOwn, KeyStore.IsUsedBy(new ProfileFiles(_machine).FindProfile(profile)));
    }

    [Fact]
    public async Task The_chain_reads_the_store_and_starts_nothing()
    {
        Configure("me");
        await Store.WriteAsync("me", Keys, null, default);
        Assert.Equal((Keys, "key-store"), await FindAsync("me"));
    }

    [Fact]
    public async Task Keys_that_are_not_in_the_store_end_the_search()
    {
        Configure("me");
        var error = await Assert.ThrowsAsync<CredentialsException>(() => FindAsync("me"));
        Assert.Contains("awl configure --secure --profile me", error.Message);
    }

    [Fact]
    public async Task A_role_may_start_from_keys_in_the_store_of_its_own_profile()
    {
        _machine.With(Config, $"[profile me]\nrole_arn = arn:aws:iam::1:role/R\nsource_profile = me\ncredential_process = {KeyStore.SettingOf("me")}\n");
        await Store.WriteAsync("me", Keys, null, default);
        // No calls can be made here: it got as far as the role.
        var error = await Assert.ThrowsAsync<CredentialsException>(() => FindAsync("me"));
        Assert.Contains("no calls to AWS can be made", error.Message);
    }

    [Fact]
    public async Task A_rehearsal_opens_nothing()
    {
        Configure("me");
        _machine.OwnKeyring!.Failure = "It must not be touched.";
        var trail = new CredentialsTrail();
        var context = new Rehearsal(trail).ContextOf(ContextOf("me"));
        await new CredentialsChain(context, DefaultChain.Sources).FindAsync(default);
        Assert.Equal(("key-store", SourceOutcome.WouldAnswer), (trail.Winner!.Name, trail.Winner.Outcome));
        Assert.Equal(["read the keys in the test keyring"], trail.Winner.Plans);
    }

    KeyStore Store => new(_machine, new(_machine), new(_machine, (_, _) => Task.FromResult<string?>("correct horse battery"), new(16, 1, 1)));

    void Configure(string profile) => _machine.With(Config, $"[profile {profile}]\ncredential_process = {KeyStore.SettingOf(profile)}\n");

    CredentialsContext ContextOf(string profile) => new(_machine, new(_machine, SettingOptions.None with { Profile = profile }), Log.Off) { KeyStore = Store };

    async Task<(AwsCredentials?, string)> FindAsync(string profile)
    {
        var chain = new CredentialsChain(ContextOf(profile), DefaultChain.Sources);
        return (await chain.FindAsync(default), chain.Name);
    }
}
