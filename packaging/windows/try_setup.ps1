# Proves the installer on Windows: installs, tries the installed program, installs over it, removes it, and looks what stays.
#
#   powershell -ExecutionPolicy Bypass -File packaging\windows\try_setup.ps1 dist\Relmgr-0.1.0-windows-setup.exe
#
# For a machine of its own, such as a runner: it installs for the user who runs it, and takes Relmgr away again.

param([Parameter(Mandatory)] [string] $Setup)

$ErrorActionPreference = 'Stop'
$folder = Join-Path $env:LOCALAPPDATA 'Programs\Relmgr'
$data = Join-Path $env:LOCALAPPDATA 'Relmgr'
$link = Join-Path ([Environment]::GetFolderPath('Programs')) 'Relmgr.lnk'
$removal = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\Relmgr'
$classes = 'HKCU:\Software\Classes'
$run = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Run'

function Assert-That {
    param([bool] $Holds, [string] $Words)
    if (-not $Holds) { throw "Not so: $Words" }
    Write-Host "ok  $Words"
}

function Invoke-Quietly {
    param([string] $Program, [string[]] $Arguments)
    $ended = Start-Process -FilePath $Program -ArgumentList $Arguments -Wait -PassThru
    Assert-That ($ended.ExitCode -eq 0) "$(Split-Path -Leaf $Program) $Arguments ends with 0"
}

function Get-Text {
    param([string] $Key, [string] $Name)
    (Get-ItemProperty -Path $Key -Name $Name -ErrorAction SilentlyContinue).$Name
}

$before = Get-Text "$classes\.vcf" '(default)'
New-Item -ItemType Directory -Force $data | Out-Null
Set-Content (Join-Path $data 'kept.txt') 'of the user'

Invoke-Quietly $Setup '/S'
python packaging\smoke_test.py (Join-Path $folder 'relmgr-cli.exe')
Assert-That ($LASTEXITCODE -eq 0) 'the installed program works'
Invoke-Quietly (Join-Path $folder 'Relmgr.exe') '--self-test'
Assert-That (Test-Path $link) "the Start menu's shortcut is there"
$shell = (New-Object -ComObject Shell.Application).Namespace((Split-Path $link))
$name = $shell.ParseName((Split-Path -Leaf $link)).ExtendedProperty('System.AppUserModel.ID')
Assert-That ($name -eq 'io.github.relmgr.Relmgr') 'it carries the name of our windows'
Assert-That ((Get-Text $removal 'EstimatedSize') -gt 10000) 'the list of programs knows its size'
Assert-That ((Get-Item "$classes\.vcf\OpenWithProgids").Property -contains 'Relmgr.vcard') 'contacts can be opened with it'
Assert-That ((Get-Text "$classes\.vcf" '(default)') -eq $before) 'the default for contacts is as it was'

$stray = Join-Path $folder '_internal\of an older version.txt'
Set-Content $stray 'gone after the next installation'
Invoke-Quietly $Setup '/S'
Assert-That (-not (Test-Path $stray)) 'nothing of the older version stays'
Assert-That (-not (Test-Path (Join-Path $folder 'previous'))) 'nor what it was kept in'

$held = [IO.File]::Open((Join-Path $folder 'Relmgr.exe'), 'Open', 'Read', 'Read')  # as if it ran
$refused = Start-Process -FilePath $Setup -ArgumentList '/S' -Wait -PassThru
$held.Close()
Assert-That ($refused.ExitCode -eq 2) 'a program in use is not replaced'

Set-ItemProperty -Path $run -Name 'Relmgr' -Value "`"$folder\Relmgr.exe`" --background"
New-Item -ItemType Directory -Force (Join-Path $folder 'data') | Out-Null
$uninstall = Join-Path $folder 'uninstall.exe'
Invoke-Quietly $uninstall @('/S', "_?=$folder")  # without a copy of itself, so that we see the end
Assert-That (-not (Test-Path $link)) 'the shortcut is gone'
Assert-That (-not (Test-Path $removal)) 'so is the entry in the list of programs'
Assert-That (-not (Test-Path "$classes\Relmgr.vcard")) 'so is what opens contacts'
Assert-That ($null -eq (Get-Text $run 'Relmgr')) 'it starts at login no longer'
Assert-That (-not (Test-Path (Join-Path $folder '_internal'))) 'the program is gone'
Assert-That (Test-Path (Join-Path $folder 'data')) 'a portable folder beside it stays'
Assert-That (Test-Path (Join-Path $data 'kept.txt')) 'the data stay'
