namespace Tenantry.Silo.Tests;

public sealed class OperatorTests
{
    private static readonly string[] Configured =
        ["--Tenantry:Operator:Email=Ops@Example.com", $"--Tenantry:Operator:Password={Tenant.Password}"];

    [Fact]
    public async Task The_first_start_makes_up_an_operator_and_later_ones_leave_it_alone()
    {
        using var folder = new TemporaryFolder();
        string password;
        await using (var program = await RunningProgram.Start(folder.Path))
        {
            password = PasswordIn(folder);
            await program.Http.LogInOperator("operator@tenantry.local", password);
            Assert.DoesNotContain(password, program.Said, StringComparison.Ordinal);
            await program.Stop();
        }

        await using var next = await RunningProgram.Start(folder.Path);
        Assert.Equal(password, PasswordIn(folder));
        await next.Http.LogInOperator("operator@tenantry.local", password);
    }

    [Fact]
    public async Task A_file_that_its_owner_deleted_stays_deleted()
    {
        using var folder = new TemporaryFolder();
        string password;
        await using (var program = await RunningProgram.Start(folder.Path))
        {
            password = PasswordIn(folder);
            await program.Stop();
        }

        File.Delete(folder.At("operator.txt"));
        await using var next = await RunningProgram.Start(folder.Path);
        Assert.False(File.Exists(folder.At("operator.txt")));
        await next.Http.LogInOperator("operator@tenantry.local", password);
    }

    [Fact]
    public async Task A_start_that_died_half_way_is_made_good_by_the_next()
    {
        using var folder = new TemporaryFolder();
        await using (var program = await RunningProgram.Start(folder.Path))
            await program.Stop();

        File.Move(folder.At("operator.txt"), folder.At("operator.txt.new"));
        await using var next = await RunningProgram.Start(folder.Path);
        Assert.False(File.Exists(folder.At("operator.txt.new")));
        await next.Http.LogInOperator("operator@tenantry.local", PasswordIn(folder));
    }

    [Fact]
    public async Task The_configured_operator_can_sign_in_and_no_other_is_made_up()
    {
        using var folder = new TemporaryFolder();
        await using (var program = await RunningProgram.Start(folder.Path, Configured))
        {
            await program.Http.LogInOperator("ops@example.com");
            Assert.Equal("the one in Tenantry:Operator:Password", PasswordIn(folder));
            await program.Stop();
        }

        await using var next = await RunningProgram.Start(folder.Path);
        await next.Http.LogInOperator("ops@example.com");
        Assert.Equal("the one in Tenantry:Operator:Password", PasswordIn(folder));
    }

    [Fact]
    public async Task A_configured_password_replaces_a_forgotten_one()
    {
        using var folder = new TemporaryFolder();
        await using (var program = await RunningProgram.Start(folder.Path, Configured))
            await program.Stop();

        await using var next = await RunningProgram.Start(folder.Path, Configured[0], "--Tenantry:Operator:Password=nine blue radishes sing");
        await next.Http.LogInOperator("ops@example.com", "nine blue radishes sing");
    }

    private static string PasswordIn(TemporaryFolder folder)
        => File.ReadLines(folder.At("operator.txt")).Single(line => line.StartsWith("password:", StringComparison.Ordinal))["password:".Length..].Trim();
}
