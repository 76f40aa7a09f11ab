<?php
/*
Plugin Name: Newsletter unsubscribe: @@NAME@@
Description: Lets readers of the newsletter unsubscribe on this website, also with the button of their mail program (RFC 8058).
Version: 1.0
Requires PHP: 7.2

One file, two ways to use it:
- WordPress: upload the zip under Plugins, Add New, Upload Plugin, and activate it. The address is
  https://your-site.example/?newsletter-unsubscribe={token}
- Any other website with PHP: put this file into a folder of the site. The address is
  https://your-site.example/newsletter-unsubscribe.php?newsletter-unsubscribe={token}

Each newsletter of a site has a file of its own; in WordPress they stand side by side and answer at the same address.

It knows no names and no addresses: a letter's link holds a random mark, and only the newsletter's own computer knows whose it is.
Opening the link never unsubscribes (programs that look through mail open every link); the button on the page does.
*/

$newsletter_unsubscribe_config = '@@CONFIG@@';

if (!function_exists('newsletter_unsubscribe_serve')) {

    function newsletter_unsubscribe_decode($token)
    {
        $bits = '';
        $letters = 'abcdefghijklmnopqrstuvwxyz234567';
        foreach (str_split(strtolower($token)) as $letter) {
            $bits .= str_pad(decbin(strpos($letters, $letter)), 5, '0', STR_PAD_LEFT);
        }
        $raw = '';
        for ($at = 0; $at + 8 <= strlen($bits); $at += 8) {
            $raw .= chr(bindec(substr($bits, $at, 8)));
        }
        return $raw;
    }

    function newsletter_unsubscribe_genuine($token, $key)
    {
        if (!is_string($token) || !preg_match('/^[a-z2-7]{42}$/iD', $token)) {
            return false;
        }
        $raw = newsletter_unsubscribe_decode($token);
        $mark = substr(hash_hmac('sha256', substr($raw, 0, 10), $key, true), 0, 16);
        return hash_equals($mark, substr($raw, 10, 16));
    }

    function newsletter_unsubscribe_store($key)
    {
        $folder = defined('WP_CONTENT_DIR') ? WP_CONTENT_DIR : __DIR__;
        return $folder . '/newsletter-unsubscribe-' . substr(hash_hmac('sha256', 'store', $key), 0, 24) . '.php';
    }

    /* Adds a line for a mark that is not there yet; false where the file cannot be written. */
    function newsletter_unsubscribe_record($token, $key)
    {
        $file = @fopen(newsletter_unsubscribe_store($key), 'c+');
        if (!$file || !flock($file, LOCK_EX)) {
            return false;
        }
        $known = false;
        $lines = 0;
        while (($line = fgets($file)) !== false) {
            $lines++;
            $known = $known || strpos($line, $token) === 0;
        }
        $kept = true;
        if (!$known) {
            fseek($file, 0, SEEK_END);
            $words = ($lines === 0 ? "<?php exit; ?>\n" : '') . $token . ' ' . time() . "\n";
            $kept = fwrite($file, $words) === strlen($words) && fflush($file);
        }
        flock($file, LOCK_UN);
        fclose($file);
        return $kept;
    }

    /* Whether the newsletter's own computer asks, today. */
    function newsletter_unsubscribe_proved($key)
    {
        $time = isset($_POST['time']) && is_string($_POST['time']) ? $_POST['time'] : '';
        $after = isset($_POST['after']) && is_string($_POST['after']) ? $_POST['after'] : '';
        $proof = isset($_POST['proof']) && is_string($_POST['proof']) ? $_POST['proof'] : '';
        $expected = hash_hmac('sha256', "collect:$time:$after", $key);
        return ctype_digit($time) && ctype_digit($after) && abs(time() - (int) $time) <= 86400 && hash_equals($expected, $proof);
    }

    /* What the newsletter's computer asks for: the marks after the first so many. */
    function newsletter_unsubscribe_collect($key)
    {
        $after = (int) $_POST['after'];
        $marks = array();
        $at = 0;
        $file = @fopen(newsletter_unsubscribe_store($key), 'r');
        if ($file && flock($file, LOCK_SH)) {
            fgets($file);
            while (($line = fgets($file)) !== false) {
                if (substr($line, -1) !== "\n") {
                    break;
                }
                $at++;
                if ($at > $after && count($marks) < 5000) {
                    $parts = explode(' ', trim($line));
                    $marks[] = array('token' => $parts[0], 'at' => isset($parts[1]) ? (int) $parts[1] : 0);
                }
            }
            flock($file, LOCK_UN);
            fclose($file);
        }
        return json_encode(array('marks' => $marks, 'total' => $at));
    }

    function newsletter_unsubscribe_page($config, $words, $button)
    {
        $safe = function ($text) {
            return htmlspecialchars($text, ENT_QUOTES, 'UTF-8');
        };
        $form = $button === '' ? '' : '<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>'
            . $safe($button) . '</button></form>';
        return '<!DOCTYPE html><html lang="' . $safe($config['language']) . '"><head><meta charset="utf-8">'
            . '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
            . '<title>' . $safe($config['name']) . '</title><style>body{font:18px/1.5 sans-serif;max-width:32em;margin:3em auto;'
            . 'padding:0 1em;color:#222;background:#fff}button{font:inherit;padding:.6em 1.2em;border:0;border-radius:.4em;'
            . 'background:#0b6150;color:#fff;cursor:pointer}</style></head><body><h1>' . $safe($config['name']) . '</h1><p>'
            . $safe($words) . '</p>' . $form . '</body></html>';
    }

    /* Which of a site's newsletters is asked for: the one whose key made the mark, or proves the question for its list. */
    function newsletter_unsubscribe_chosen($all, $token)
    {
        foreach ($all as $config) {
            $key = hex2bin($config['key']);
            if ($token === 'collect' ? newsletter_unsubscribe_proved($key) : newsletter_unsubscribe_genuine($token, $key)) {
                return $config;
            }
        }
        return null;
    }

    function newsletter_unsubscribe_serve($packed)
    {
        $all = array();
        foreach ($packed as $one) {
            $all[] = json_decode(base64_decode($one), true);
        }
        $token = isset($_GET['newsletter-unsubscribe']) ? $_GET['newsletter-unsubscribe'] : '';
        $posted = isset($_SERVER['REQUEST_METHOD']) && $_SERVER['REQUEST_METHOD'] === 'POST';
        $chosen = newsletter_unsubscribe_chosen($all, $token);
        $config = $chosen === null ? $all[0] : $chosen;
        $key = hex2bin($config['key']);
        header('Cache-Control: no-store, no-cache, must-revalidate, max-age=0');
        header('Referrer-Policy: no-referrer');
        header('X-Robots-Tag: noindex');
        header("Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
        if ($token === 'collect' && $posted) {
            header('Content-Type: application/json; charset=utf-8');
            if ($chosen === null) {
                http_response_code(403);
                echo '{"error": "not proved"}';
            } else {
                echo newsletter_unsubscribe_collect($key);
            }
            return;
        }
        header('Content-Type: text/html; charset=utf-8');
        if ($chosen === null) {
            http_response_code(404);
            echo newsletter_unsubscribe_page($config, $config['unknown'], '');
        } elseif (!$posted) {
            echo newsletter_unsubscribe_page($config, $config['ask'], $config['button']);
        } elseif (!isset($_POST['List-Unsubscribe']) || $_POST['List-Unsubscribe'] !== 'One-Click') {
            http_response_code(400);
            echo newsletter_unsubscribe_page($config, $config['ask'], $config['button']);
        } elseif (newsletter_unsubscribe_record(strtolower($token), $key)) {
            echo newsletter_unsubscribe_page($config, $config['done'], '');
        } else {
            http_response_code(500);
            echo newsletter_unsubscribe_page($config, $config['trouble'], '');
        }
    }
}

if (!defined('ABSPATH')) {
    newsletter_unsubscribe_serve(array($newsletter_unsubscribe_config));
} else {
    if (!isset($GLOBALS['newsletter_unsubscribe_all'])) {
        $GLOBALS['newsletter_unsubscribe_all'] = array();
        if (isset($_GET['newsletter-unsubscribe'])) {
            add_action('init', function () {
                newsletter_unsubscribe_serve($GLOBALS['newsletter_unsubscribe_all']);
                exit;
            }, 0);
        }
    }
    $GLOBALS['newsletter_unsubscribe_all'][] = $newsletter_unsubscribe_config;
}
