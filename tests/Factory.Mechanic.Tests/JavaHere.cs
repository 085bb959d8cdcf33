namespace Factory.Mechanic.Tests;

/// <summary>What this machine has for Java; continuous integration installs all of it.</summary>
internal static class JavaHere
{
    private const string Install = "install it with: apt-get install default-jdk-headless junit4 junit5";

    public static void NeedsJdk() => Assert.SkipUnless(File.Exists("/usr/bin/javac"), $"there is no JDK on this machine; {Install}");

    public static void NeedsJUnit()
    {
        NeedsJdk();
        Assert.SkipUnless(File.Exists("/usr/share/java/junit4.jar") && File.Exists("/usr/share/java/junit-jupiter-engine.jar"), $"there is no JUnit on this machine; {Install}");
    }
}
