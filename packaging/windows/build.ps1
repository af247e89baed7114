# Builds what Windows users download into dist: the installer and the portable zip, with the built program tried.
#
#   powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1
#
# Needs Python 3.11 or newer (64 bit) and NSIS 3.08 or newer (makensis on the path or in its usual folder).
# Signs where RELMGR_PFX (a file) and RELMGR_PFX_PASSWORD are set and signtool is on the path; else nothing is signed.

$ErrorActionPreference = 'Stop'
$root = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).Path
Set-Location $root

function Invoke-Step {
    param([string] $Words, [scriptblock] $Step)
    Write-Host $Words
    & $Step
    if ($LASTEXITCODE -ne 0) { throw "$Words failed with $LASTEXITCODE" }
}

function Protect-File {
    param([string[]] $Path)
    if (-not $env:RELMGR_PFX) { return }
    Invoke-Step "Signing $Path" {
        signtool sign /fd SHA256 /f $env:RELMGR_PFX /p $env:RELMGR_PFX_PASSWORD @Path
    }
}

$version = (Select-String -Path relmgr\__init__.py -Pattern '__version__ = "([^"]+)"').Matches[0].Groups[1].Value
$dist = Join-Path $root 'dist'
$bundle = Join-Path $root 'build\bundle\Relmgr'
$icon = Join-Path $root 'build\icons\relmgr.ico'
$side = Join-Path $root 'build\icons\relmgr-side.bmp'
$venv = Join-Path $root 'build\venv'
$python = Join-Path $venv 'Scripts\python.exe'
New-Item -ItemType Directory -Force $dist | Out-Null

Invoke-Step 'Making the environment of the build' { python -m venv $venv }
Invoke-Step 'Installing what it needs' {
    & $python -m pip install --quiet --no-deps --require-hashes --only-binary=:all: -r packaging\requirements.txt
}
Invoke-Step 'Drawing the icon' { & $python packaging\icons.py build\icons }

$env:RELMGR_ICON = $icon
Invoke-Step 'Building the program' {
    & $python -m PyInstaller --noconfirm --distpath build\bundle --workpath build\work packaging\relmgr.spec
}
Protect-File (Join-Path $bundle 'Relmgr.exe'), (Join-Path $bundle 'relmgr-cli.exe')
Invoke-Step 'Trying the program' { & $python packaging\smoke_test.py (Join-Path $bundle 'relmgr-cli.exe') }

$makensis = (Get-Command makensis -ErrorAction SilentlyContinue).Source
if (-not $makensis) { $makensis = Join-Path ${env:ProgramFiles(x86)} 'NSIS\makensis.exe' }
$setup = Join-Path $dist "Relmgr-$version-windows-setup.exe"
Invoke-Step 'Making the installer' {
    & $makensis /V2 /WX /INPUTCHARSET UTF8 "/DVERSION=$version" "/DPAYLOAD=$bundle" "/DICON=$icon" "/DSIDE=$side" `
        "/DOUT=$setup" packaging\windows\relmgr.nsi
}
Protect-File $setup
Invoke-Step 'Making the portable zip' {
    & $python packaging\windows\portable_zip.py $bundle (Join-Path $dist "Relmgr-$version-windows-portable.zip")
}
Get-ChildItem $dist | ForEach-Object { '{0,8:N1} MB  {1}' -f ($_.Length / 1e6), $_.Name }
